import { Command } from 'commander'
import type { ImportDetails, ImportSummary } from '#sdk'
import { type Cli, clientOf } from '../cli.ts'
import { exitCodes } from '../exit-codes.ts'
import { printFacts, printTable } from '../screen/table.ts'
import { act, examples, pageSize } from './action.ts'
import { findImportId } from './find.ts'
import { followToEnd, importExitCode, printCounts, printProblems, saveFile } from './import-progress.ts'

export const importCommands = (cli: Cli): Command[] => [
  new Command('imports')
    .description('Follow, pause and cancel imports that run on the server')
    .addCommand(listImports(cli))
    .addCommand(showImport(cli))
    .addCommand(followImport(cli))
    .addCommand(change(cli, 'pause', 'Begin no further rows'))
    .addCommand(change(cli, 'resume', 'Continue a paused import'))
    .addCommand(change(cli, 'cancel', 'Begin no further rows, for good; nothing is undone'))
    .addCommand(credentials(cli)),
]

const about = ['<import>', 'id, or latest'] as const

const cellsOf = ({ fileName, status, counts, createdBy, createdAt, id }: ImportSummary) => [
  fileName,
  status,
  counts.total,
  counts.done,
  counts.failed + counts.invalid,
  createdBy,
  createdAt,
  id,
]

const listImports = (cli: Cli) =>
  act(
    new Command('list')
      .description('List imports, newest first')
      .option('--limit <number>', '1 to 100; default: 25', pageSize)
      .option('--json', 'the answer of the API')
      .addHelpText('after', examples('nextpanel-billing imports list --limit 5')),
    async ({ limit, json }: { limit?: number; json?: true }) => {
      const page = await clientOf(cli).imports.list({ limit }, { signal: cli.signal })
      const names = ['file', 'status', 'rows', 'imported', 'failed', 'by', 'created', 'id']
      if (json) cli.screen.json(page)
      else printTable(cli.screen, names, page.items.map(cellsOf))
      return exitCodes.ok
    },
  )

function show({ screen }: Cli, details: ImportDetails): void {
  const { id, fileName, status, counts, createdBy, createdAt, endedAt } = details
  printFacts(screen, [
    ['id', id],
    ['file', fileName],
    ['status', status],
    ['rows', counts.total],
    ['imported', counts.done],
    ['unchanged', counts.unchanged],
    ['failed', counts.failed + counts.invalid],
    ['by', createdBy],
    ['created', createdAt],
    ['ended', endedAt],
  ])
  printProblems(screen, details)
}

const showImport = (cli: Cli) =>
  act(
    new Command('show')
      .description('Show an import and its problems')
      .argument(...about)
      .option('--json', 'the answer of the API')
      .addHelpText('after', examples('nextpanel-billing imports show latest')),
    async (text: string, { json }: { json?: true }) => {
      const client = clientOf(cli)
      const { signal } = cli
      const details = await client.imports.get({ id: await findImportId(client, text, signal) }, { signal })
      if (json) cli.screen.json(details)
      else show(cli, details)
      return exitCodes.ok
    },
  )

const followImport = (cli: Cli) =>
  act(
    new Command('follow')
      .description('Show the progress of an import until it ends or pauses')
      .argument(...about)
      .option('--json', 'the import at the end')
      .addHelpText('after', examples('nextpanel-billing imports follow latest')),
    async (text: string, { json }: { json?: true }) => {
      const client = clientOf(cli)
      const id = await findImportId(client, text, cli.signal)
      const ended = await followToEnd(cli, client, id, 'Importing')
      if (json) cli.screen.json(ended)
      else printCounts(cli.screen, ended)
      return importExitCode(ended)
    },
  )

const change = (cli: Cli, name: 'pause' | 'resume' | 'cancel', description: string) =>
  act(
    new Command(name)
      .description(description)
      .argument(...about)
      .option('--json', 'the answer of the API')
      .addHelpText('after', examples(`nextpanel-billing imports ${name} latest`)),
    async (text: string, { json }: { json?: true }) => {
      const client = clientOf(cli)
      const { signal } = cli
      const id = await findImportId(client, text, signal)
      const details = await client.imports[name]({ id }, { signal })
      if (json) cli.screen.json(details)
      else printCounts(cli.screen, details)
      return exitCodes.ok
    },
  )

const credentials = (cli: Cli) =>
  act(
    new Command('credentials')
      .description('Save generated passwords and links in a file, once')
      .argument(...about)
      .argument('<file>', 'a new file, which only you can read')
      .addHelpText('after', examples('nextpanel-billing imports credentials latest passwords.csv')),
    async (text: string, path: string) => {
      const client = clientOf(cli)
      const { signal } = cli
      const id = await findImportId(client, text, signal)
      await saveFile(cli, path, () => client.imports.credentials({ id }, { signal }))
      return exitCodes.ok
    },
  )
