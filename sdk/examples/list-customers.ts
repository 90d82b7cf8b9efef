// Prints every customer that a search finds. Pages are read as the loop needs them.
// Run: npx tsx list-customers.ts example.com

import { createClient } from 'nextpanel-billing-client'

const { NEXTPANEL_BILLING_URL: baseUrl = '', NEXTPANEL_BILLING_TOKEN: token = '' } = process.env
const [search = ''] = process.argv.slice(2)
const client = createClient({ baseUrl, token })

let count = 0
for await (const customer of client.customers.all({ search, sort: 'email' })) {
  console.log(customer.email, customer.hosting.usernames.join(', '))
  count += 1
}
console.log(`${count} customers`)
