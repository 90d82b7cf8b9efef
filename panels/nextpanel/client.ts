import type { PanelAnswer, PanelClient, PanelConnection, PanelHttp } from '#panels/kit/index.ts'
import { checkHealth, testConnection } from './connection-test.ts'
import { createAccount } from './create.ts'
import { findAccount } from './find.ts'
import { suspendAccount, terminateAccount, unsuspendAccount } from './lifecycle.ts'
import { listAccounts } from './list.ts'
import { asPanelError } from './no-answer.ts'
import type { Effect } from './refusal.ts'
import { searchAccounts } from './search.ts'
import { openSession, type Session } from './session.ts'
import { readAccountUsage } from './usage.ts'

/**
 * A NextPanel server's client: binds the functions to a connection, and converts every error to a PanelError.
 */
export function connect(connection: PanelConnection, http: PanelHttp): PanelClient {
  const trust = { accepted: connection.proven ?? false }
  async function run<T>(
    effect: Effect,
    work: (session: Session) => Promise<T>,
    secrets?: readonly string[],
  ): Promise<PanelAnswer<T>> {
    const session = openSession(connection, http, trust, secrets)
    try {
      return { value: await work(session), exchanges: session.exchanges }
    } catch (error) {
      throw asPanelError(session, error, effect)
    }
  }
  return {
    testConnection: async () =>
      (await run('nothing', (session) => testConnection(session, http, connection))).value,
    checkHealth: async () => (await run('nothing', checkHealth)).value,
    create: (account) => run('creates', (session) => createAccount(session, account), [account.password]),
    findById: (id) => run('nothing', (session) => findAccount(session, id)),
    search: (keys) => run('nothing', (session) => searchAccounts(session, keys)),
    list: () => run('nothing', listAccounts),
    suspend: (id, reason) => run('changes-account', (session) => suspendAccount(session, id, reason)),
    unsuspend: (id) => run('changes-account', (session) => unsuspendAccount(session, id)),
    terminate: (id) => run('changes-account', (session) => terminateAccount(session, id)),
    usage: (id) => run('nothing', (session) => readAccountUsage(session, id)),
  }
}
