import { Command, Option } from 'commander'
import type { FoundAccount, SuspendReason } from '#sdk'
import { type Cli, clientOf } from '../cli.ts'
import { exitCodes } from '../exit-codes.ts'
import { printTable } from '../screen/table.ts'
import { act, examples, waitSeconds } from './action.ts'
import { findAccount } from './find.ts'
import { printOutcome } from './outcome.ts'

export const accountCommands = (cli: Cli): Command[] => [
  new Command('accounts')
    .description('Find, suspend and unsuspend hosting accounts')
    .addCommand(findAccounts(cli))
    .addCommand(suspendAccount(cli))
    .addCommand(unsuspendAccount(cli)),
]

const about = ['<account>', 'hosting username or id'] as const
const reason = () =>
  new Option('--reason <reason>', 'the account is suspended while any reason remains')
    .choices(['staff', 'abuse', 'overdue'])
    .default('staff')

interface ActionOptions {
  readonly reason: SuspendReason
  readonly note?: string
  readonly wait?: number
  readonly idempotencyKey?: string
  readonly json?: true
}

const cellsOf = ({
  username,
  serverName,
  status,
  suspendReasons,
  customerName,
  panelUserId,
  id,
}: FoundAccount) => [username, serverName, status, suspendReasons.join(', '), customerName, panelUserId, id]

const findAccounts = (cli: Cli) =>
  act(
    new Command('find')
      .description('Find hosting accounts by username or NextPanel User ID')
      .argument('<text>', 'the beginning of a username, or an id like "#44"')
      .option('--json', 'the answer of the API')
      .addHelpText('after', examples('nextpanel-billing accounts find grace')),
    async (search: string, { json }: { json?: true }) => {
      const found = await clientOf(cli).hostingAccounts.search({ search, limit: 100 }, { signal: cli.signal })
      const names = ['username', 'server', 'status', 'suspended for', 'customer', 'panel user id', 'id']
      if (json) cli.screen.json(found)
      else printTable(cli.screen, names, found.items.map(cellsOf))
      return exitCodes.ok
    },
  )

const actionCommand = (name: string, description: string) =>
  new Command(name)
    .description(description)
    .argument(...about)
    .addOption(reason())
    .option('--wait <seconds>', '0 to 30; default: 10', waitSeconds)
    .option('--idempotency-key <key>', 'the same command with the same key acts once')
    .option('--json', 'the answer of the API')

const suspendAccount = (cli: Cli) =>
  act(
    actionCommand('suspend', 'Suspend an account for a reason')
      .option('--note <text>', 'for other staff')
      .addHelpText(
        'after',
        examples(
          'nextpanel-billing accounts suspend grace --note "Asked by the customer"',
          'nextpanel-billing accounts suspend grace --reason abuse',
        ),
      ),
    async (text: string, { reason: why, note, wait, idempotencyKey, json }: ActionOptions) => {
      const client = clientOf(cli)
      const { id } = await findAccount(client, text, cli.signal)
      const options = { signal: cli.signal, idempotencyKey, waitSeconds: wait }
      const suspended = await client.hostingAccounts.suspend({ id, reason: why, note }, options)
      if (json) cli.screen.json(suspended)
      return printOutcome(cli.screen, suspended, { isQuiet: json })
    },
  )

const unsuspendAccount = (cli: Cli) =>
  act(
    actionCommand('unsuspend', 'Remove a reason; without any other, the account is active again').addHelpText(
      'after',
      examples('nextpanel-billing accounts unsuspend grace'),
    ),
    async (text: string, { reason: why, wait, idempotencyKey, json }: ActionOptions) => {
      const client = clientOf(cli)
      const { id } = await findAccount(client, text, cli.signal)
      const options = { signal: cli.signal, idempotencyKey, waitSeconds: wait }
      const unsuspended = await client.hostingAccounts.unsuspend({ id, reason: why }, options)
      if (json) cli.screen.json(unsuspended)
      return printOutcome(cli.screen, unsuspended, { isQuiet: json })
    },
  )
