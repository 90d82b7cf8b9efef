import type { Client, FoundAccount, Server } from '#sdk'
import { CommandError, exitCodes } from '../exit-codes.ts'
import { plainText } from '../screen/plain-text.ts'

export const isId = (text: string): boolean => /^[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}$/i.test(text)

const failed = (message: string) => new CommandError(exitCodes.failed, plainText(message))

/** Finds a server by its id or its name. @throws {CommandError} none, or several */
export async function findServer(client: Client, text: string, signal: AbortSignal): Promise<Server> {
  const { items } = await client.servers.list({ signal })
  const isNamed = ({ name }: Server) => name.toLowerCase() === text.toLowerCase()
  const found = items.filter((server) => server.id === text || isNamed(server))
  const [server] = found
  if (server && found.length === 1) return server
  if (found.length > 1) throw failed(`${found.length} servers are named "${text}". Use the id instead.`)
  const names = items.map(({ name }) => `"${name}"`).join(', ')
  throw failed(
    `There is no server "${text}". ${names === '' ? 'There are no servers.' : `The servers are ${names}.`}`,
  )
}

/** Finds a hosting account by its id or its username. @throws {CommandError} none, or several */
export async function findAccount(client: Client, text: string, signal: AbortSignal) {
  if (isId(text)) return client.hostingAccounts.get({ id: text }, { signal })
  const { items } = await client.hostingAccounts.search({ search: text, limit: 100 }, { signal })
  const named = items.filter(({ username }) => username.toLowerCase() === text.toLowerCase())
  // The username of a terminated account can be used again.
  const live = named.filter(({ status }) => status !== 'terminated')
  const found = live.length > 0 ? live : named
  const [account] = found
  if (account && found.length === 1) return account
  if (account)
    throw failed(`${found.length} accounts have the username "${text}". Use one of the ids: ${idsOf(found)}.`)
  throw failed(`There is no hosting account with the username "${text}".`)
}

const idsOf = (accounts: readonly FoundAccount[]) =>
  accounts.map(({ id, serverName }) => `${id} (${serverName})`).join(', ')

/** Finds an operation by its id, or the latest one of a hosting account by its username. */
export async function findOperationId(client: Client, text: string, signal: AbortSignal): Promise<string> {
  if (isId(text)) return text
  const { operation, username } = await findAccount(client, text, signal)
  if (operation) return operation.id
  throw failed(`The account "${username}" has no operation.`)
}

/** Finds an import by its id, or the latest one. */
export async function findImportId(client: Client, text: string, signal: AbortSignal): Promise<string> {
  if (text !== 'latest') return text
  const { items } = await client.imports.list({ limit: 1 }, { signal })
  if (items[0]) return items[0].id
  throw failed('There are no imports.')
}
