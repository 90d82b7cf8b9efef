import { hashQueue } from '#server/platform/auth/index.ts'
import { type Gauge, gauge, secondsOf } from '#server/platform/metrics/index.ts'
import type { Domain } from '../context.ts'
import type { SystemState } from './state.ts'

// Of the whole installation: every process reports the same value.
const stateRead = gauge({
  name: 'state_read_success',
  help: '1 if the values from the database are current.',
})
const serverInfo = gauge({
  name: 'server_info',
  help: 'Names of the servers. The value is 1.',
  labelNames: ['server', 'name', 'driver'],
})
const serverStatus = gauge({
  name: 'server_status',
  help: '1 for the current status of the server.',
  labelNames: ['server', 'status'],
})
const breakerState = gauge({
  name: 'server_breaker_state',
  help: '1 for the current state of the circuit breaker of the server.',
  labelNames: ['server', 'state'],
})
const capacity = gauge({
  name: 'server_capacity',
  help: 'Maximum number of hosting accounts on the server.',
  labelNames: ['server'],
})
const slotsHeld = gauge({
  name: 'server_slots_held',
  help: 'Number of hosting accounts that hold a slot on the server.',
  labelNames: ['server'],
})
const openOperations = gauge({
  name: 'operations_open',
  help: 'Operations that have not ended, by status.',
  labelNames: ['kind', 'server', 'status'],
})
const oldestOperation = gauge({
  name: 'operations_oldest_age_seconds',
  help: 'Age of the oldest operation that has not ended, by status.',
  labelNames: ['server', 'status'],
})
const mailsWaiting = gauge({ name: 'mail_outbox_waiting', help: 'Mails that are not delivered yet.' })
const oldestMail = gauge({
  name: 'mail_outbox_oldest_age_seconds',
  help: 'Age of the oldest mail that is not delivered yet, without invoices before their first attempt. 0: there is none.',
})
const webhooksWaiting = gauge({
  name: 'webhook_outbox_waiting',
  help: 'Webhook events that are not delivered yet.',
})
const oldestWebhook = gauge({
  name: 'webhook_outbox_oldest_age_seconds',
  help: 'Age of the oldest webhook event that is not delivered yet. 0: there is none.',
})
const billed = gauge({
  name: 'billing_run_last_end_timestamp_seconds',
  help: 'End of the last complete billing run. 0: there was none.',
})

const perServer: readonly Gauge<string>[] = [
  serverInfo,
  serverStatus,
  breakerState,
  capacity,
  slotsHeld,
  openOperations,
  oldestOperation,
]

// Of this process.
const hashesWaiting = gauge({
  name: 'hash_queue_waiting',
  help: 'Password hashes that wait in this process. Callers without a session have a queue of their own.',
  labelNames: ['caller'],
})
const hashesRunning = gauge({
  name: 'hash_queue_running',
  help: 'Password hashes that this process computes now.',
})
const poolConnections = gauge({
  name: 'database_pool_connections',
  help: 'Connections of this process for statements. The embedded database has none.',
  labelNames: ['state'],
})
const poolWaiting = gauge({
  name: 'database_pool_waiting',
  help: 'Statements of this process that wait for a connection.',
})

export function setProcessGauges({ database }: Pick<Domain, 'database'>): void {
  const hashes = hashQueue.use()
  hashesWaiting.set({ caller: 'session' }, hashes.waitingTrusted)
  hashesWaiting.set({ caller: 'none' }, hashes.waitingStrangers)
  hashesRunning.set(hashes.running)
  const pool = database.poolUse?.()
  if (!pool) return
  poolConnections.set({ state: 'idle' }, pool.idle)
  poolConnections.set({ state: 'active' }, pool.total - pool.idle)
  poolWaiting.set(pool.waiting)
}

export function setStateGauges(state: SystemState | null, now: Date): void {
  stateRead.set(state === null ? 0 : 1)
  // A value that is not current could hide a failure.
  for (const each of perServer) each.reset()
  if (state === null) return
  const nowSeconds = secondsOf(now)
  const ageOf = (at: number | null) => (at === null ? 0 : Math.max(0, nowSeconds - at))
  for (const { id: server, name, driver, ...each } of state.servers) {
    serverInfo.set({ server, name, driver }, 1)
    serverStatus.set({ server, status: each.status }, 1)
    breakerState.set({ server, state: each.breaker }, 1)
    capacity.set({ server }, each.capacity)
    slotsHeld.set({ server }, each.held)
  }
  const oldest = new Map<string, { server: string; status: string; at: number }>()
  for (const { server, kind, status, count, oldest: at } of state.operations) {
    openOperations.set({ kind, server, status }, count)
    const key = `${server} ${status}`
    const known = oldest.get(key)
    if (known === undefined || at < known.at) oldest.set(key, { server, status, at })
  }
  for (const { server, status, at } of oldest.values()) oldestOperation.set({ server, status }, ageOf(at))
  mailsWaiting.set(state.mails.waiting)
  oldestMail.set(ageOf(state.mails.oldest))
  webhooksWaiting.set(state.webhooks.waiting)
  oldestWebhook.set(ageOf(state.webhooks.oldest))
  billed.set(state.billed ?? 0)
}
