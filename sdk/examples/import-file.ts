// Imports a CSV file of customers without hosting, with a progress line, and saves the rows that failed.
// Run: npx tsx import-file.ts customers.csv

import { createReadStream, createWriteStream } from 'node:fs'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createClient, followImport } from 'nextpanel-billing-client'

const { NEXTPANEL_BILLING_URL: baseUrl = '', NEXTPANEL_BILLING_TOKEN: token = '' } = process.env
const [path = ''] = process.argv.slice(2)
const client = createClient({ baseUrl, token })

// The file is sent while it is read.
const { id, columns } = await client.imports.create({
  fileName: basename(path),
  body: createReadStream(path),
})
for (const { name, mappedTo } of columns) console.log(`${name}: ${mappedTo ?? 'not used'}`)

await client.imports.change({ id, defaults: { hosting: 'none', passwords: 'link' } })
await client.imports.check({ id })
for await (const { status, counts } of followImport(client, id)) {
  console.log(`${status}: ${counts.valid} valid, ${counts.invalid} invalid`)
}

await client.imports.start({ id })
for await (const { status, progress } of followImport(client, id)) {
  console.log(`${status}: ${progress.handled} of ${progress.total}`)
}

const failed = await client.imports.rowFile({ id, state: 'failed' })
await pipeline(failed.body, createWriteStream(`${path}.failed.csv`))
