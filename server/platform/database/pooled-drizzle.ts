import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import type pg from 'pg'
import { isDatabaseUnavailable } from './failures.ts'

const drizzleOn = (client: pg.Pool | pg.PoolClient) => drizzle({ client, casing: 'snake_case' })

/**
 * Drizzle on a pool, with our own transactions. Drizzle's own never release a connection if `begin` fails, as
 * after a restart of PostgreSQL. After ten of those, the pool has no connection left.
 */
export const pooledDrizzle = (pool: pg.Pool): NodePgDatabase => {
  const db = drizzleOn(pool)
  const onConnections = new WeakMap<pg.PoolClient, NodePgDatabase>()
  const onConnection = (client: pg.PoolClient) => {
    const known = onConnections.get(client) ?? drizzleOn(client)
    onConnections.set(client, known)
    return known
  }
  db.transaction = async (body, config) => {
    const client = await pool.connect()
    let isBroken = false
    try {
      return await onConnection(client).transaction(body, config)
    } catch (error) {
      isBroken = isDatabaseUnavailable(error) || client.getTransactionStatus() !== 'I'
      throw error
    } finally {
      client.release(isBroken)
    }
  }
  return db
}
