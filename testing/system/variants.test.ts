import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operationPage } from '#contracts/operations/schemas.ts'
import type { Server } from '#contracts/servers/schemas.ts'
import { bodyOf } from '../http-client.ts'
import { type RunningSystem, startSystem } from '../running-system.ts'
import { newCustomer, onboardWaiting, settled } from './onboarding.ts'

let system: RunningSystem
let server: Server
beforeAll(async () => {
  system = await startSystem({ env: { ENGINE_SETTLE_MS: '50' } })
  server = await system.addServer()
  // So that a capped list omits some accounts.
  for (const username of ['early1', 'early2', 'early3'])
    await onboardWaiting(system, newCustomer(username, server.id))
})
afterAll(() => system?.remove())

/** The result for an account whose create was done without a response. */
type AfterDrop = 'adopted' | 'username-taken'

interface Variation {
  readonly name: string
  readonly variants: Record<string, unknown>
  readonly verified?: false
  /** The marker is visible: adopted. Otherwise staff must decide on the owner. */
  readonly afterDrop: AfterDrop
}

const marked = ['billing_id', 'metadata', 'status']
const variations: Variation[] = [
  { name: 'a friendly panel', variants: {}, afterDrop: 'adopted' },
  { name: 'no list (404)', variants: { list: '404' }, afterDrop: 'username-taken' },
  { name: 'no list (405)', variants: { list: '405' }, afterDrop: 'username-taken' },
  { name: 'filters ignored', variants: { filter: 'ignored' }, afterDrop: 'adopted' },
  { name: 'a capped list, in pages', variants: { filter: 'ignored', listCap: 2 }, afterDrop: 'adopted' },
  {
    name: 'a capped list whose rest cannot be read',
    variants: { filter: 'ignored', listCap: 2, paging: 'ignored' },
    afterDrop: 'username-taken',
  },
  { name: 'pages ignored', variants: { filter: 'ignored', paging: 'ignored' }, afterDrop: 'adopted' },
  { name: '{accounts: [...]}', variants: { listShape: 'accounts' }, afterDrop: 'adopted' },
  { name: '{items: [...]}', variants: { listShape: 'items', filter: 'ignored' }, afterDrop: 'adopted' },
  { name: 'a create response of three fields', variants: { createAnswer: 'minimal' }, afterDrop: 'adopted' },
  { name: 'no single account (404)', variants: { get: '404' }, afterDrop: 'adopted' },
  { name: 'no single account (405)', variants: { get: '405' }, afterDrop: 'adopted' },
  {
    name: 'neither list nor single account',
    variants: { get: '405', list: '404' },
    verified: false,
    afterDrop: 'username-taken',
  },
  {
    name: 'metadata without billing_id',
    variants: { listFields: ['metadata'], getFields: ['metadata'] },
    afterDrop: 'adopted',
  },
  {
    name: 'a marker only in the single account',
    variants: { listFields: [], getFields: marked },
    afterDrop: 'adopted',
  },
  {
    name: 'a marker only in the list',
    variants: { listFields: marked, getFields: [] },
    afterDrop: 'adopted',
  },
  {
    name: 'no marker anywhere',
    variants: { listFields: [], getFields: [], createAnswer: 'minimal' },
    afterDrop: 'username-taken',
  },
  { name: 'emails in capitals', variants: { emailCase: 'upper' }, afterDrop: 'adopted' },
  { name: 'emails in lower case', variants: { emailCase: 'lower' }, afterDrop: 'adopted' },
  {
    name: 'the body checked before permissions',
    variants: { bodyCheck: 'before-rights' },
    afterDrop: 'adopted',
  },
  { name: 'the body checked before the key', variants: { bodyCheck: 'before-auth' }, afterDrop: 'adopted' },
  {
    name: 'SUPER_ADMIN required',
    variants: { writesNeed: 'SUPER_ADMIN', readsNeed: 'write-level' },
    afterDrop: 'adopted',
  },
  { name: '409 for a taken name', variants: { takenStatus: 409 }, afterDrop: 'adopted' },
  {
    name: '409 "Username or email already exists", no list',
    variants: { takenStatus: 409, takenDetail: 'combined', list: '405' },
    afterDrop: 'username-taken',
  },
  { name: 'plain health', variants: { healthStatus: 'ok', healthFields: 'plain' }, afterDrop: 'adopted' },
]

const usernameOf = (index: number, what: string) => `variation${index}${what}`
const inThisWorld = variations.map((variation, index) => ({ ...variation, index }))

describe('Onboarding on every variant of the contract', () => {
  it.each(inThisWorld)('$name: the account is active, once', async ({ variants, verified, index }) => {
    const username = usernameOf(index, 'plain')
    await system.sandbox.setVariants(variants)
    const { hosting } = await onboardWaiting(system, newCustomer(username, server.id))
    const ledger = await system.sandbox.ledger(username)
    expect(ledger).toHaveLength(1)
    expect(hosting?.account).toMatchObject({
      status: 'active',
      panelUserId: ledger[0]?.id,
      verified: verified ?? true,
    })
    expect(hosting?.message).toContain(`NextPanel User ID: ${ledger[0]?.id}`)
  })

  it.each(inThisWorld)('$name, the connection dropped after the create: $afterDrop, never twice', async ({
    variants,
    afterDrop,
    index,
  }) => {
    const username = usernameOf(index, 'dropped')
    await system.sandbox.setVariants(variants)
    await system.sandbox.addFault({ fault: 'drop-after', path: 'create', username })
    const { hosting } = await onboardWaiting(system, newCustomer(username, server.id))
    const account = await settled(system, hosting?.account.id ?? '')
    const ledger = await system.sandbox.ledger(username)
    expect(ledger).toHaveLength(1)
    if (afterDrop === 'adopted')
      expect(account).toMatchObject({ status: 'active', panelUserId: ledger[0]?.id, verified: true })
    else {
      expect(account).toMatchObject({ status: 'conflict', panelUserId: null })
      expect(account.operation).toMatchObject({ status: 'needs-person', error: { code: 'username-taken' } })
      expect(account.operation?.error?.remedy).toContain('adopt it by its NextPanel User ID')
    }
  })

  const switches = fc.record({
    list: fc.constantFrom('normal', '404', '405'),
    filter: fc.constantFrom('honoured', 'ignored'),
    listCap: fc.constantFrom(null, 1, 2, 50),
    paging: fc.constantFrom('honoured', 'ignored'),
    listShape: fc.constantFrom('array', 'accounts', 'items'),
    listFields: fc.subarray(marked),
    get: fc.constantFrom('normal', '404', '405'),
    getFields: fc.subarray(marked),
    createAnswer: fc.constantFrom('full', 'minimal'),
    emailCase: fc.constantFrom('as-sent', 'lower', 'upper'),
    bodyCheck: fc.constantFrom('after-rights', 'before-rights', 'before-auth'),
    takenStatus: fc.constantFrom(400, 409),
    takenDetail: fc.constantFrom('specific', 'combined'),
  })
  const seed = Number(process.env.FUZZ_SEED ?? 20_261_123)

  it(`any variants together, with and without a drop: once, and never under a wrong id (seed ${seed})`, async () => {
    let index = 0
    await fc.assert(
      fc.asyncProperty(
        switches,
        fc.constantFrom('none', 'drop-after', 'truncated'),
        async (variants, fault) => {
          index += 1
          const username = `together${index}`
          await system.sandbox.setVariants(variants)
          if (fault !== 'none') await system.sandbox.addFault({ fault, path: 'create', username })
          const { hosting } = await onboardWaiting(system, newCustomer(username, server.id))
          const account = await settled(system, hosting?.account.id ?? '')
          const [entry, ...more] = await system.sandbox.ledger(username)
          expect(more).toEqual([])
          const wanted = account.status === 'active' ? entry?.id : null
          expect([account.status === 'active' || fault !== 'none', account.panelUserId]).toEqual([
            true,
            wanted,
          ])
        },
      ),
      { seed, numRuns: 40, endOnFailure: true },
    )
  }, 60_000)

  it('the connection test reports online on each of them, with a key that has all permissions', async () => {
    for (const { name, variants } of variations) {
      await system.sandbox.setVariants(variants)
      const tested = await system.admin('POST', `/api/v1/servers/${server.id}/test`)
      expect([name, tested.json]).toMatchObject([name, { ok: true, server: { status: 'online' } }])
    }
  })

  it('accounts that need a decision by staff can be adopted by their id', async () => {
    const index = variations.findIndex(({ name }) => name === 'no list (404)')
    const username = usernameOf(index, 'dropped')
    const [entry] = await system.sandbox.ledger(username)
    await system.sandbox.setVariants(variations[index]?.variants ?? {})
    const reply = await system.admin('GET', `/api/v1/operations?status=needs-person&limit=100`)
    const { items } = bodyOf(reply, 200, operationPage)
    const operation = items.find((each) => each.username === username)
    const adopted = await system.admin('POST', `/api/v1/operations/${operation?.id}/adopt`, {
      body: { panelUserId: entry?.id },
    })
    expect(adopted.json).toMatchObject({ account: { status: 'active', panelUserId: entry?.id } })
  })
})
