import { Command, Option } from 'commander'
import type { Operation, OperationSummary } from '#sdk'
import { type Cli, clientOf } from '../cli.ts'
import { exitCodes } from '../exit-codes.ts'
import { plainText } from '../screen/plain-text.ts'
import { printFacts, printTable } from '../screen/table.ts'
import { act, examples, itemsOf, pageSize, waitSeconds } from './action.ts'
import { findOperationId, findServer } from './find.ts'
import { printOutcome } from './outcome.ts'
import { readSecret, whyNoArguments } from './secrets.ts'

export const operationCommands = (cli: Cli): Command[] => [
  new Command('operations')
    .description('List, show and retry operations on servers')
    .addCommand(listOperations(cli))
    .addCommand(showOperation(cli))
    .addCommand(retryOperation(cli)),
]

const about = ['<operation>', 'id, or the hosting username for its latest operation'] as const

interface ListOptions {
  readonly status?: string
  readonly server?: string
  readonly needsAction?: true
  readonly code?: string
  readonly limit?: number
  readonly all?: true
  readonly json?: true
}

const cellsOf = ({ username, serverName, kind, status, error, createdAt, id }: OperationSummary) => [
  username,
  serverName,
  kind,
  status,
  error?.code,
  createdAt,
  id,
]

const listOperations = (cli: Cli) =>
  act(
    new Command('list')
      .description('List operations, newest first')
      .option('--status <statuses>', 'queued, running, waiting, succeeded, failed, needs-person or cancelled')
      .option('--server <name>', 'name or id')
      .option('--needs-action', 'only those on which staff must act')
      .option('--code <code>', 'of the error, for example username-taken')
      .option('--limit <number>', '1 to 100; default: 25', pageSize)
      .option('--all', 'all matching operations')
      .option('--json', 'the answer of the API')
      .addHelpText(
        'after',
        examples(
          'nextpanel-billing operations list --needs-action',
          'nextpanel-billing operations list --status failed,needs-person --server "Production Server" --json',
        ),
      ),
    async ({ server, needsAction, all, json, ...query }: ListOptions) => {
      const client = clientOf(cli)
      const { screen, signal } = cli
      const serverId = server === undefined ? undefined : (await findServer(client, server, signal)).id
      const wanted = { ...query, serverId, ...(needsAction && { needsAction: 'true' as const }) }
      const page = all
        ? { items: await itemsOf(client.operations.all(wanted, { signal })), nextCursor: null }
        : await client.operations.list(wanted, { signal })
      const names = ['username', 'server', 'kind', 'status', 'error', 'created', 'id']
      if (json) screen.json(page)
      else {
        printTable(screen, names, page.items.map(cellsOf))
        if (page.nextCursor !== null) screen.note('There are more operations. Add --all to list them.')
      }
      return exitCodes.ok
    },
  )

function show({ screen }: Cli, operation: Operation): void {
  const { id, kind, status, username, serverName, customerName, attempts, error, nextAttemptAt } = operation
  printFacts(screen, [
    ['id', id],
    ['kind', kind],
    ['status', status],
    ['account', `${username} on ${serverName}`],
    ['customer', customerName],
    ['attempts', attempts],
    ['next attempt', nextAttemptAt],
    ['error', error && `${error.code}: ${error.message}`],
    ['remedy', error?.remedy],
  ])
  for (const { at, message } of operation.timeline) screen.print(plainText(`${at}  ${message}`))
}

const showOperation = (cli: Cli) =>
  act(
    new Command('show')
      .description('Show an operation with its timeline')
      .argument(...about)
      .option('--json', 'the answer of the API')
      .addHelpText('after', examples('nextpanel-billing operations show grace')),
    async (text: string, { json }: { json?: true }) => {
      const client = clientOf(cli)
      const { signal } = cli
      const operation = await client.operations.get(
        { id: await findOperationId(client, text, signal) },
        { signal },
      )
      if (json) cli.screen.json(operation)
      else show(cli, operation)
      return exitCodes.ok
    },
  )

interface RetryOptions {
  readonly username?: string
  readonly email?: string
  readonly server?: string
  readonly generatePassword?: true
  readonly passwordStdin?: true
  readonly wait?: number
  readonly idempotencyKey?: string
  readonly json?: true
}

const retryOperation = (cli: Cli) =>
  act(
    new Command('retry')
      .description('Retry an operation, optionally with corrections of a failed creation')
      .argument(...about)
      .option('--username <username>', 'another hosting username')
      .option('--email <address>', 'another hosting email')
      .option('--server <name>', 'another server; name or id')
      .addOption(
        new Option('--generate-password', 'print a generated hosting password').conflicts([
          'passwordStdin',
          'idempotencyKey',
        ]),
      )
      .option('--password-stdin', 'read another hosting password from standard input')
      .option('--wait <seconds>', '0 to 30; default: 10', waitSeconds)
      .option('--idempotency-key <key>', 'the same command with the same key retries once')
      .option('--json', 'the answer of the API')
      .addHelpText('after', whyNoArguments)
      .addHelpText(
        'after',
        examples(
          'nextpanel-billing operations retry grace',
          'nextpanel-billing operations retry grace --username grace2',
        ),
      ),
    async (text: string, options: RetryOptions) => {
      const client = clientOf(cli)
      const { signal } = cli
      const { username, email, wait, idempotencyKey } = options
      const id = await findOperationId(client, text, signal)
      const serverId =
        options.server === undefined ? undefined : (await findServer(client, options.server, signal)).id
      const secret =
        options.generatePassword || options.passwordStdin
          ? await readSecret(cli, 'hosting password', {
              fromStdin: options.passwordStdin === true,
              generate: options.generatePassword === true,
              otherwise: '',
            })
          : undefined
      const retried = await client.operations.retry(
        { id, username, email, serverId, password: secret?.value },
        { signal, idempotencyKey, waitSeconds: wait },
      )
      const generated = secret?.isGenerated ? { 'hosting password': secret.value } : {}
      if (options.json) cli.screen.json({ ...retried, generated })
      for (const [name, value] of options.json ? [] : Object.entries(generated))
        cli.screen.print(`generated ${name}: ${value}`)
      return printOutcome(cli.screen, retried, { isQuiet: options.json })
    },
  )
