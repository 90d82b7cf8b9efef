import { Command, Option } from 'commander'
import type { Customer, CustomerQuery } from '#sdk'
import { type Cli, clientOf } from '../cli.ts'
import { exitCodes } from '../exit-codes.ts'
import { printTable } from '../screen/table.ts'
import { act, examples, itemsOf, pageSize } from './action.ts'
import { findServer } from './find.ts'

interface ListOptions extends Pick<CustomerQuery, 'search' | 'status' | 'hosting' | 'sort' | 'limit'> {
  readonly server?: string
  readonly all?: true
  readonly json?: true
}

export const listCustomers = (cli: Cli): Command =>
  act(
    new Command('list')
      .description('List customers: a table on a terminal, otherwise values separated by tabs')
      .option('--search <words>', 'every word occurs in email, name or company')
      .addOption(new Option('--status <status>').choices(['active', 'inactive']))
      .addOption(new Option('--hosting <state>').choices(['some', 'none', 'needs-attention']))
      .option('--server <name>', 'has an account on this server; name or id')
      .addOption(
        new Option('--sort <field>').choices([
          '-createdAt',
          'createdAt',
          'email',
          '-email',
          'fullName',
          '-fullName',
        ]),
      )
      .option('--limit <number>', 'of customers, 1 to 100; default: 25', pageSize)
      .option('--all', 'all matching customers')
      .option('--json', 'the answer of the API')
      .addHelpText(
        'after',
        examples(
          'nextpanel-billing customers list --search "example.com"',
          'nextpanel-billing customers list --hosting needs-attention --json',
          'nextpanel-billing customers list --all | cut -f 1',
        ),
      ),
    async ({ all, json, server, ...query }: ListOptions) => {
      const client = clientOf(cli)
      const { screen, signal } = cli
      const serverId = server === undefined ? undefined : (await findServer(client, server, signal)).id
      const wanted = { ...query, serverId }
      const page = all
        ? { items: await itemsOf(client.customers.all(wanted, { signal })), nextCursor: null }
        : await client.customers.list(wanted, { signal })
      if (json) screen.json(page)
      else {
        printTable(screen, ['email', 'name', 'company', 'status', 'hosting', 'id'], page.items.map(cellsOf))
        if (page.nextCursor !== null) screen.note('There are more customers. Add --all to list them.')
      }
      return exitCodes.ok
    },
  )

const cellsOf = ({ email, fullName, companyName, isActive, hosting, id }: Customer) => [
  email,
  fullName,
  companyName,
  isActive ? 'active' : 'inactive',
  `${hosting.usernames.join(', ')}${hosting.attention > 0 ? ' (needs attention)' : ''}`,
  id,
]
