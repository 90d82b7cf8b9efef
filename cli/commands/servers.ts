import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import type { ConnectionReport, Server } from '#sdk'
import { type Cli, clientOf } from '../cli.ts'
import { exitCodes } from '../exit-codes.ts'
import { plainText } from '../screen/plain-text.ts'
import type { Screen, Style } from '../screen/screen.ts'
import { printTable } from '../screen/table.ts'
import { act, capacity, examples, requestCount } from './action.ts'
import { findServer } from './find.ts'
import { readSecret, whyNoArguments } from './secrets.ts'

export const serverCommands = (cli: Cli): Command[] => [
  new Command('servers')
    .description('Add, list and test control-panel servers')
    .addCommand(addServer(cli))
    .addCommand(listServers(cli))
    .addCommand(testServer(cli)),
]

const styles: Readonly<Record<string, Style>> = { pass: 'green', warn: 'yellow', fail: 'red' }

export function printChecks(screen: Screen, checks: ConnectionReport['checks']): void {
  for (const { id, state, message, remedy } of checks) {
    screen.print(
      `${screen.styled(styles[state] ?? 'dim', state.padEnd(11))}  ${plainText(`${id}: ${message}`)}`,
    )
    if (remedy && state !== 'pass') screen.print(`${' '.repeat(13)}${plainText(remedy)}`)
  }
}

interface AddOptions {
  readonly name: string
  readonly baseUrl: string
  readonly capacity: number
  readonly location?: string
  readonly driver?: string
  readonly caCertificate?: string
  readonly maxConcurrentRequests?: number
  readonly apiKeyStdin?: true
  readonly idempotencyKey?: string
  readonly json?: true
}

const addServer = (cli: Cli) =>
  act(
    new Command('add')
      .description('Add a server and test it; it is saved even if the test fails')
      .requiredOption('--name <name>')
      .requiredOption('--base-url <url>', 'address of the panel')
      .requiredOption('--capacity <number>', 'of hosting accounts', capacity)
      .option('--location <text>')
      .option('--driver <id>', 'kind of panel; default: nextpanel')
      .option('--ca-certificate <file>', 'PEM file of a private certificate authority')
      .option('--max-concurrent-requests <number>', 'at one time, 1 to 1000', requestCount)
      .option('--api-key-stdin', 'read the API key and then the secret from standard input, one a line')
      .option('--idempotency-key <key>', 'the same command with the same key adds one server')
      .option('--json', 'the answer of the API')
      .addHelpText('after', whyNoArguments)
      .addHelpText(
        'after',
        examples(
          'nextpanel-billing servers add --name "Production Server" --base-url https://panel.example.com --capacity 100',
          'printf "%s\\n" "$API_KEY" "$API_SECRET" | nextpanel-billing servers add --name Backup \\',
          '  --base-url https://panel2.example.com --capacity 50 --api-key-stdin',
        ),
      ),
    async ({ apiKeyStdin, caCertificate, idempotencyKey, json, ...server }: AddOptions) => {
      const client = clientOf(cli)
      const how = {
        fromStdin: apiKeyStdin === true,
        otherwise: 'Add --api-key-stdin if no terminal can answer. Nothing was sent.',
      }
      const { value: apiKey } = await readSecret(cli, 'API key', how)
      const { value: apiSecret } = await readSecret(cli, 'API secret', how)
      const certificate =
        caCertificate === undefined ? {} : { caCertificate: readFileSync(caCertificate, 'utf8') }
      const added = await client.servers.add(
        { ...server, apiKey, apiSecret, ...certificate },
        { signal: cli.signal, idempotencyKey },
      )
      if (json) cli.screen.json(added)
      else {
        cli.screen.print(plainText(`Added ${added.name} (${added.id}). Its status is ${added.status}.`))
        printChecks(cli.screen, added.test.checks)
      }
      return added.test.ok ? exitCodes.ok : exitCodes.incomplete
    },
  )

const cellsOf = ({ name, status, mode, used, capacity: most, reserved, location, baseUrl, id }: Server) => [
  name,
  status,
  mode,
  `${used}/${most}${reserved > 0 ? ` (+${reserved} reserved)` : ''}`,
  location,
  id,
  baseUrl,
]

const listServers = (cli: Cli) =>
  act(
    new Command('list')
      .description('List all servers with their capacity')
      .option('--json', 'the answer of the API')
      .addHelpText('after', examples('nextpanel-billing servers list')),
    async ({ json }: { json?: true }) => {
      const page = await clientOf(cli).servers.list({ signal: cli.signal })
      const names = ['name', 'status', 'mode', 'accounts', 'location', 'id', 'address']
      if (json) cli.screen.json(page)
      else printTable(cli.screen, names, page.items.map(cellsOf))
      return exitCodes.ok
    },
  )

const testServer = (cli: Cli) =>
  act(
    new Command('test')
      .description('Test the connection to a server and update its status')
      .argument('<server>', 'name or id')
      .option('--json', 'the answer of the API')
      .addHelpText('after', examples('nextpanel-billing servers test "Production Server"')),
    async (text: string, { json }: { json?: true }) => {
      const client = clientOf(cli)
      const { id } = await findServer(client, text, cli.signal)
      const tested = await client.servers.test({ id }, { signal: cli.signal })
      if (json) cli.screen.json(tested)
      else {
        printChecks(cli.screen, tested.checks)
        cli.screen.print(plainText(`${tested.server.name} is ${tested.server.status}.`))
      }
      return tested.ok ? exitCodes.ok : exitCodes.failed
    },
  )
