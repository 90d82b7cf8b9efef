import { constants, openAsBlob } from 'node:fs'
import { access } from 'node:fs/promises'
import { basename } from 'node:path'
import { Command, Option } from 'commander'
import type { Client, ImportDefaults, ImportDetails, UploadBody } from '#sdk'
import { type Cli, clientOf } from '../cli.ts'
import { type ExitCode, exitCodes, usageError } from '../exit-codes.ts'
import { plainText } from '../screen/plain-text.ts'
import { act, examples } from './action.ts'
import { findServer } from './find.ts'
import {
  followToEnd,
  importExitCode,
  printCounts,
  printProblems,
  refuseUnwritable,
  saveFile,
} from './import-progress.ts'

interface ImportOptions {
  readonly map: Readonly<Record<string, string | null>>
  readonly hosting: ImportDefaults['hosting']
  readonly server?: string
  readonly passwords?: ImportDefaults['passwords']
  readonly failedRows?: string
  readonly credentials?: string
  readonly dryRun?: true
  readonly yes?: true
  readonly json?: true
}

const help = `
The import runs on the server. If this program ends, it continues there: see "nextpanel-billing imports".
Columns are recognized by their names. --map changes a column, for example --map "Mail=email". --map "Notes=" ignores one.
Fields: email, fullName, firstName, lastName, companyName, password, isActive, hostingUsername, hostingPassword,
hostingEmail, server, packageId, panelUserId.
`

const collectMapping = (text: string, mapping: ImportOptions['map']) => {
  const at = text.lastIndexOf('=')
  if (at < 1)
    throw usageError(`--map "${text}" must be like "Column=field", or "Column=" to ignore the column.`)
  return { ...mapping, [text.slice(0, at)]: text.slice(at + 1) || null }
}

export const importCustomers = (cli: Cli): Command =>
  act(
    new Command('import')
      .description('Import customers from a CSV file, with a check of every row first')
      .argument('<file>', 'CSV file, or - for standard input')
      .option('--map <column=field>', 'the meaning of a column; can be repeated', collectMapping, {})
      .addOption(
        new Option(
          '--hosting <what>',
          'no hosting, create accounts, or adopt accounts that exist on the panel',
        )
          .choices(['none', 'create', 'adopt'])
          .default('none'),
      )
      .option('--server <name>', 'for rows without a server: name, id, or auto')
      .addOption(
        new Option(
          '--passwords <how>',
          'from the file, generated, or links with which customers set them',
        ).choices(['file', 'generate', 'link']),
      )
      .option('--failed-rows <file>', 'save rows that were not imported, with the reason')
      .option('--credentials <file>', 'save generated passwords and links, once; only you can read the file')
      .option('--dry-run', 'check every row, and import nothing')
      .option('-y, --yes', 'import the valid rows without a question')
      .option('--json', 'the import, as the API returns it')
      .addHelpText('after', help)
      .addHelpText(
        'after',
        examples(
          'nextpanel-billing customers import customers.csv --dry-run',
          'nextpanel-billing customers import customers.csv --passwords link --credentials links.csv --yes',
          'nextpanel-billing customers import customers.csv --hosting create --server auto --passwords generate \\',
          '  --map "Mail=email" --failed-rows failed.csv --yes',
        ),
      ),
    async (path: string, options: ImportOptions) => {
      if (!options.yes && !options.dryRun && !cli.keyboard.isTerminal)
        throw usageError('Add --yes or --dry-run if no terminal can answer the question. Nothing was sent.')
      return runImport(cli, path, options)
    },
  )

async function runImport(cli: Cli, path: string, options: ImportOptions): Promise<ExitCode> {
  for (const file of [options.failedRows, options.credentials])
    if (file !== undefined) await refuseUnwritable(file)
  const client = clientOf(cli)
  const { signal } = cli
  const serverId =
    options.server === undefined || options.server === 'auto'
      ? options.server
      : (await findServer(client, options.server, signal)).id
  const fileName = path === '-' ? 'standard-input.csv' : basename(path)
  const uploaded = await client.imports.create({ fileName, body: await bodyOf(cli, path) }, { signal })
  const { id } = uploaded
  const { hosting, passwords } = options
  const changed = await client.imports.change(
    {
      id,
      mapping: mappingOf(uploaded, options.map),
      defaults: { hosting, ...(serverId && { serverId }), ...(passwords && { passwords }) },
    },
    { signal },
  )
  printColumns(cli, changed)
  await client.imports.check({ id }, { signal })
  const checked = await followToEnd(cli, client, id, 'Checking')
  printProblems(cli.screen, checked)
  if (options.dryRun) return endDryRun(cli, client, checked, options)
  return start(cli, client, checked, options)
}

async function bodyOf(cli: Cli, path: string): Promise<UploadBody> {
  if (path !== '-') {
    // openAsBlob reports a missing file without its reason.
    await access(path, constants.R_OK).catch((error: Error) => {
      throw usageError(`The file cannot be read: ${error.message}. Nothing was sent.`)
    })
    return openAsBlob(path)
  }
  // Bytes, because the server detects the encoding.
  return cli.keyboard.bytes()
}

/** @throws {CommandError} a column that the file does not have. The server checks the fields */
function mappingOf({ columns }: ImportDetails, map: ImportOptions['map']) {
  const names = columns.map(({ name }) => name)
  const unknown = Object.keys(map).find((name) => !names.includes(name))
  if (unknown !== undefined)
    throw usageError(plainText(`The file has no column "${unknown}". Its columns are: ${names.join(', ')}.`))
  return map as Record<string, ImportDetails['columns'][number]['mappedTo']>
}

function printColumns({ screen }: Cli, { columns }: ImportDetails): void {
  const used = columns.map(({ name, mappedTo }) => `${name} -> ${mappedTo ?? 'not used'}`)
  screen.note(plainText(`Columns: ${used.join(', ')}`))
}

async function endDryRun(
  cli: Cli,
  client: Client,
  checked: ImportDetails,
  options: ImportOptions,
): Promise<ExitCode> {
  await saveFailedRows(cli, client, checked.id, options)
  // Otherwise the rows of every dry run would be stored for a week.
  const ended = await client.imports.cancel({ id: checked.id }, { signal: cli.signal })
  if (options.json) cli.screen.json(ended)
  else {
    printCounts(cli.screen, checked)
    cli.screen.print('Dry run: nothing was imported.')
  }
  return checked.counts.invalid === 0 ? exitCodes.ok : exitCodes.incomplete
}

async function start(
  cli: Cli,
  client: Client,
  checked: ImportDetails,
  options: ImportOptions,
): Promise<ExitCode> {
  const { id, counts } = checked
  const { screen, signal } = cli
  if (counts.valid === 0) {
    await saveFailedRows(cli, client, id, options)
    await client.imports.cancel({ id }, { signal })
    if (options.json) screen.json(checked)
    else printCounts(screen, checked)
    screen.note('There is no row to import.')
    return counts.invalid === 0 ? exitCodes.ok : exitCodes.failed
  }
  const invalid = counts.invalid === 0 ? '' : ` ${counts.invalid} invalid rows are left out.`
  if (!options.yes && !(await cli.keyboard.confirm(`Import ${counts.valid} rows?${invalid}`))) {
    await client.imports.cancel({ id }, { signal })
    screen.note('Cancelled. Nothing was imported.')
    return exitCodes.failed
  }
  await client.imports.start({ id }, { signal })
  const ended = await followToEnd(cli, client, id, 'Importing')
  if (options.json) screen.json(ended)
  else printCounts(screen, ended)
  await saveFailedRows(cli, client, id, options)
  const { credentials } = options
  if (credentials !== undefined && ended.status === 'finished' && ended.credentials.waiting > 0)
    await saveFile(cli, credentials, () => client.imports.credentials({ id }, { signal }))
  else if (ended.credentials.waiting > 0)
    screen.note(
      `${ended.credentials.waiting} generated passwords or links are kept for 24 hours: nextpanel-billing imports credentials ${id} <file>`,
    )
  return importExitCode(ended)
}

async function saveFailedRows(
  cli: Cli,
  client: Client,
  id: string,
  { failedRows }: ImportOptions,
): Promise<void> {
  if (failedRows === undefined) return
  await saveFile(cli, failedRows, () =>
    client.imports.rowFile({ id, state: 'failed' }, { signal: cli.signal }),
  )
}
