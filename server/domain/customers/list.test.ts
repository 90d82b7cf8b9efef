import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { type CustomerFilter, customerQuery, type NewCustomer } from '#contracts/customers/schemas.ts'
import { describeDomain } from '#testing/domain.ts'
import {
  addTestServer,
  auditOf,
  newCustomer,
  onboardWithHosting,
  provisioned,
  runUntilSettled,
} from '#testing/domain-steps.ts'
import { suspendHostingAccount, terminateHostingAccount } from '../hosting/index.ts'
import { onboardCustomer } from '../onboarding/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { changeCustomer } from './change.ts'
import { countCustomers } from './count.ts'
import { exportCustomers } from './export.ts'
import { listCustomers, readPage } from './list.ts'
import { getCustomer } from './read.ts'

describeDomain('The list of customers', (open) => {
  const add = async (given: Partial<NewCustomer>) =>
    (await onboardCustomer(open().ctx, newCustomer(given))).customer
  const names = async (filter: CustomerFilter, near = 10_000) => {
    const { db } = open().database
    const reach = { near, nearScattered: near }
    const page = await readPage(db, { sort: 'fullName', limit: 100, reach, ...filter })
    return page.items.map(({ fullName }) => fullName)
  }

  it('is filtered by hosting, by attention and by server, as these change', async () => {
    const test = open()
    const first = await addTestServer(test, { name: 'First' })
    const { apiKey, apiSecret } = test.sandbox.createKey({})
    const second = await addTestServer(test, { name: 'Second', apiKey, apiSecret })
    const on = (fullName: string, username: string, serverId: string) =>
      onboardWithHosting(test, { username, serverId, customer: { fullName } })
    const ada = await provisioned(test, {
      username: 'ada',
      serverId: first.id,
      customer: { fullName: 'Ada' },
    })
    const ben = await on('Ben', 'ben', second.id)
    await add({ fullName: 'Cleo' })
    expect(await names({ hosting: 'some' })).toEqual(['Ada', 'Ben'])
    expect(await names({ hosting: 'none' })).toEqual(['Cleo'])
    expect(await names({ hosting: 'needs-attention' })).toEqual([])
    expect(await names({ serverId: second.id })).toEqual(['Ben'])

    test.sandbox.addFault({ fault: 'error', path: 'create', status: 400 })
    expect((await runUntilSettled(test, ben.operationId)).status).toBe('failed')
    expect(await names({ hosting: 'needs-attention' })).toEqual(['Ben'])
    await suspendHostingAccount(test.ctx, { id: ada.accountId, reason: 'staff' })
    const gone = await terminated(ada.accountId)
    expect(gone.status).toBe('succeeded')
    expect(await names({ hosting: 'some' })).toEqual(['Ben'])
    expect(await names({ serverId: first.id })).toEqual([])
    expect(await names({ hosting: 'none', status: 'active' })).toEqual(['Ada', 'Cleo'])
  })

  it('counts customers up to a limit, and not at all for a search', async () => {
    for (const fullName of ['Ada', 'Ben', 'Cleo']) await add({ fullName, isActive: fullName !== 'Ben' })
    const { db } = open().database
    const listing = { sort: 'fullName', limit: 1 } as const
    expect(await countCustomers(db, listing)).toEqual({ count: 3, more: false })
    expect(await countCustomers(db, { ...listing, status: 'active' })).toEqual({ count: 2, more: false })
    expect(await countCustomers(db, listing, 3)).toEqual({ count: 3, more: false })
    expect(await countCustomers(db, listing, 2)).toEqual({ count: 2, more: true })
    expect(await countCustomers(db, { ...listing, search: 'ada' })).toBeUndefined()
    const { ctx } = open()
    expect(await listCustomers(ctx, { ...listing, count: true })).toMatchObject({ total: { count: 3 } })
    expect(await listCustomers(ctx, listing)).not.toHaveProperty('total')
  })

  it('shows the newest account that is not terminated, with its server', async () => {
    const test = open()
    await addTestServer(test, { name: 'First' })
    const { customer, accountId } = await provisioned(test, { username: 'ada' })
    const hosting = async () => (await getCustomer(test.ctx, { id: customer.id })).hosting
    expect(await hosting()).toMatchObject({ usernames: ['ada'], serverName: 'First' })
    await terminated(accountId)
    expect(await hosting()).toMatchObject({ usernames: [], serverName: null })
  })

  async function terminated(accountId: string) {
    const test = open()
    const [row] = await test.database.db
      .select()
      .from(hostingAccounts)
      .where(eq(hostingAccounts.id, accountId))
    const started = await terminateHostingAccount(test.ctx, {
      id: accountId,
      confirm: row?.username ?? '',
    })
    return runUntilSettled(test, started.body.operation.id)
  }

  it('reads every cursor that it gives out, however long the names are', async () => {
    const test = open()
    const longNames = ['\u{1f600}', '\u{1f469}\u{1f3fd}', '"'].map((sign) =>
      [...sign.repeat(200)].slice(0, 200).join(''),
    )
    for (const fullName of longNames) await add({ fullName })
    const found: string[] = []
    let cursor: string | undefined
    do {
      const query = customerQuery.parse({ sort: 'fullName', limit: 1, cursor })
      const page = await listCustomers(test.ctx, query)
      found.push(...page.items.map(({ fullName }) => fullName))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(found.toSorted()).toEqual(longNames.toSorted())
  })

  it('follows a login that is made inactive, and one that was created inactive', async () => {
    const test = open()
    const { id } = await add({ fullName: 'Ada' })
    await add({ fullName: 'Ben', isActive: false })
    expect(await names({ status: 'inactive' })).toEqual(['Ben'])
    await changeCustomer(test.ctx, { id, isActive: false })
    expect(await names({ status: 'inactive' })).toEqual(['Ada', 'Ben'])
    await changeCustomer(test.ctx, { id, isActive: true })
    expect(await names({ status: 'active' })).toEqual(['Ada'])
  })

  it('finds customers beyond those that it reads one by one, in order, page by page', async () => {
    const test = open()
    for (const [index, name] of ['Zoë', 'Yan', 'Xi 会社', 'Wes', 'Vic', 'Uma', 'Ted'].entries())
      await add({ fullName: name, companyName: index % 2 ? 'Жанна' : 'Ångström', isActive: index !== 3 })
    expect(await names({ search: 'жанна' }, 2)).toEqual(['Uma', 'Wes', 'Yan'])
    expect(await names({ search: 'ångström zoë' }, 2)).toEqual(['Zoë'])
    expect(await names({ search: 'жанна', status: 'active' }, 2)).toEqual(['Uma', 'Yan'])
    expect(await names({ search: 'no-such-thing' }, 2)).toEqual([])
    // Two letters match everywhere at the beginning of a name, but within a word only nearby.
    expect(await names({ search: 'we' }, 2)).toEqual(['Wes'])
    expect(await names({ search: 'ma' }, 2)).toEqual(['Uma'])
    expect(await names({ search: 'es' }, 2)).toEqual([])
    expect(await names({ search: 'vi' }, 2)).toEqual(['Vic'])
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await readPage(test.database.db, {
        sort: '-fullName',
        limit: 1,
        search: 'жанна',
        reach: { near: 2, nearScattered: 2 },
        cursor,
      })
      seen.push(...page.items.map(({ fullName }) => fullName))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual(['Yan', 'Wes', 'Uma'])
  })

  it('finds a name in any case, spelling of its letters and script, whatever the locale', async () => {
    const stored = [
      'MÜLLER Straße',
      'A\u0308nne Bjo\u0308rk',
      'ŁUKASZ Ørsted',
      'ΟΔΥΣΣΕΥΣ Παπαδόπουλος',
      'ЖАННА ЁЛКИНА',
      'İstanbul DIŞ',
      'ＦＵＬＬ width',
      '100％_a\\b',
    ]
    for (const fullName of stored) await add({ fullName })
    const found: Record<string, string> = {
      müller: 'MÜLLER Straße',
      MULLER: 'MÜLLER Straße',
      'mu\u0308ller': 'MÜLLER Straße',
      STRASSE: 'MÜLLER Straße',
      straße: 'MÜLLER Straße',
      änne: 'A\u0308nne Bjo\u0308rk',
      'BJÖRK Än': 'A\u0308nne Bjo\u0308rk',
      łukasz: 'ŁUKASZ Ørsted',
      ørst: 'ŁUKASZ Ørsted',
      οδυσσευς: 'ΟΔΥΣΣΕΥΣ Παπαδόπουλος',
      ΠΑΠΑΔΌΠΟΥΛΟΣ: 'ΟΔΥΣΣΕΥΣ Παπαδόπουλος',
      жанна: 'ЖАННА ЁЛКИНА',
      ёлкина: 'ЖАННА ЁЛКИНА',
      istanbul: 'İstanbul DIŞ',
      diş: 'İstanbul DIŞ',
      full: 'ＦＵＬＬ width',
      ｗｉｄｔｈ: 'ＦＵＬＬ width',
      '0%_a': '100％_a\\b',
      'a\\b': '100％_a\\b',
    }
    for (const [search, name] of Object.entries(found)) {
      expect([search, await names({ search })]).toEqual([search, [name]])
      expect([search, await names({ search }, 2)]).toEqual([search, [name]])
    }
    expect(await names({ search: '％％' })).toEqual([])
    expect(await names({ search: '0_a' })).toEqual([])
  })

  it('sorts names as people do, in pages too', async () => {
    const test = open()
    const inOrder = ['alpha', 'Ändern', 'de la Cruz', 'De Vries', 'Łukasz', 'Ørsted', 'Zeta', 'zulu', 'Жанна']
    for (const fullName of inOrder.toReversed()) await add({ fullName })
    expect(await names({})).toEqual(inOrder)
    for (const [sort, expected] of [
      ['fullName', inOrder],
      ['-fullName', inOrder.toReversed()],
    ] as const) {
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const page = await readPage(test.database.db, { sort, limit: 2, cursor })
        seen.push(...page.items.map(({ fullName }) => fullName))
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined)
      expect(seen).toEqual(expected)
    }
  })

  describe('as CSV', () => {
    const exported = async (filter: CustomerFilter = {}) => {
      const { body } = await exportCustomers(open().ctx, { sort: 'fullName', separator: 'comma', ...filter })
      return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await new Response(body).arrayBuffer())
    }

    it('has every matching customer, all pages, and names in any script', async () => {
      const test = open()
      await add({ fullName: 'Жанна "J" Example', companyName: 'A, B\u2028 & C', isActive: false })
      await add({ fullName: 'Other' })
      const text = await exported({ status: 'inactive' })
      const [head, line, end] = text.split('\r\n')
      expect(head).toMatch(/^\ufeffEmail,Full Name,Company Name,Active,Hosting accounts,/)
      expect(line).toContain('"Жанна ""J"" Example","A, B\u2028 & C",no,0,0,0,2026-03-01T08:00:00.000Z,')
      expect(end).toBe('')
      expect((await auditOf(test)).at(-1)).toMatchObject({
        action: 'customer.export',
        after: { status: 'inactive' },
      })
    })

    it('contains no cell that a spreadsheet would run as a formula', async () => {
      for (const fullName of ['=1+1', '+1', '-1', '@SUM(A1)', '|x', '=cmd|"/c calc"!A1'])
        await add({ fullName })
      for (const line of (await exported()).split('\r\n').slice(1, -1))
        expect(line.split(',')[1]).toMatch(/^("?'|\|)/)
    })
  })
})
