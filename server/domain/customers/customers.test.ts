import { expect, it } from 'vitest'
import type { CustomerQuery, CustomerSort, NewCustomer } from '#contracts/customers/schemas.ts'
import { customerQuery, customerSort } from '#contracts/customers/schemas.ts'
import { findPasswordHash, verifyPassword } from '#server/platform/auth/index.ts'
import { sessions } from '#server/platform/auth/table.ts'
import { newId } from '#server/platform/clock/index.ts'
import { describeDomain } from '#testing/domain.ts'
import { auditOf, newCustomer } from '#testing/domain-steps.ts'
import { onboardCustomer } from '../onboarding/index.ts'
import { customers } from '../tables/customers.ts'
import { changeCustomer } from './change.ts'
import { listCustomers } from './list.ts'
import { getCustomer } from './read.ts'

describeDomain('Customers', (open) => {
  const add = async (given: Partial<NewCustomer>) =>
    (await onboardCustomer(open().ctx, newCustomer(given))).customer
  const list = (query: Partial<CustomerQuery>) =>
    listCustomers(open().ctx, customerQuery.parse({ limit: 100, ...query }))
  const found = async (search: string) =>
    (await list({ search, sort: 'fullName' })).items.map(({ fullName }) => fullName)

  it('are not found by an id that no customer has', async () => {
    await expect(getCustomer(open().ctx, { id: newId() })).rejects.toMatchObject({ code: 'not-found' })
  })

  it('are found by every word of a search, in email, name or company, in any case', async () => {
    await add({ fullName: 'Ada Example', companyName: 'North Hosting', email: 'one@mail.example' })
    await add({ fullName: 'Ben Example', companyName: 'South Hosting', email: 'two@mail.example' })
    expect(await found('HOSTING ada')).toEqual(['Ada Example'])
    expect(await found('two@mail')).toEqual(['Ben Example'])
    expect(await found('  ')).toEqual(['Ada Example', 'Ben Example'])
    expect(await found('ada south')).toEqual([])
  })

  it('are found by special characters of SQL, which are matched literally', async () => {
    const names = ['100% Sure', '100 Sure', 'under_score', 'underXscore', 'back\\slash', 'backslash']
    for (const fullName of names) await add({ fullName })
    expect(await found('0%')).toEqual(['100% Sure'])
    expect(await found('r_s')).toEqual(['under_score'])
    expect(await found('k\\s')).toEqual(['back\\slash'])
    expect(await found('%')).toEqual(['100% Sure'])
    expect(await found("'; drop table customers; --")).toEqual([])
  })

  it('are found in any script, in any case', async () => {
    for (const fullName of ['Ångström', 'ΣΊΣΥΦΟΣ', 'Жанна', '株式会社例', 'İSTANBUL', 'Straße'])
      await add({ fullName })
    for (const [search, fullName] of [
      ['ÅNGSTRÖM', 'Ångström'],
      ['ангст', undefined],
      ['ЖАН', 'Жанна'],
      ['会社', '株式会社例'],
      ['ΣΊΣΥΦΟΣ', 'ΣΊΣΥΦΟΣ'],
      ['İSTANBUL', 'İSTANBUL'],
      ['straße', 'Straße'],
    ] as const)
      expect(await found(search), search).toEqual(fullName === undefined ? [] : [fullName])
  })

  it('are listed by status', async () => {
    await add({ fullName: 'Active one' })
    await add({ fullName: 'Inactive one', isActive: false })
    expect((await list({ status: 'active' })).items.map(({ fullName }) => fullName)).toEqual(['Active one'])
    expect((await list({ status: 'inactive' })).items).toMatchObject([
      { fullName: 'Inactive one', isActive: false },
    ])
  })

  it('are listed in pages to the end, in every order, without gaps or duplicates under equal sort keys', async () => {
    const test = open()
    for (let index = 0; index < 13; index += 1) {
      // Only every fifth customer differs in name or time from the previous one.
      if (index % 5 === 0) test.clock.advance(1)
      await add({ fullName: `Same ${Math.floor(index / 5)}` })
    }
    const all = (await test.database.db.select().from(customers)).map(({ id }) => id).toSorted()
    const walked = async (sort: CustomerSort) => (await list({ sort })).items.map(({ id }) => id)
    for (const sort of customerSort.options) {
      const seen: string[] = []
      const keys: string[] = []
      let cursor: string | undefined
      do {
        const page = await list({ sort, limit: 2, ...(cursor === undefined ? {} : { cursor }) })
        seen.push(...page.items.map(({ id }) => id))
        keys.push(
          ...page.items.map((item) =>
            sort === 'email' || sort === 'fullName' ? item[sort] : item.createdAt,
          ),
        )
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined)
      expect(seen.toSorted(), sort).toEqual(all)
      if (sort === 'fullName' || sort === 'createdAt') expect(keys).toEqual(keys.toSorted())
      if (sort === '-createdAt') expect(keys).toEqual(keys.toSorted().reverse())
      if (sort === '-fullName') expect(seen).toEqual((await walked('fullName')).reverse())
    }
  })

  it('refuse a cursor of another list, whatever it contains', async () => {
    await add({})
    await add({})
    const { nextCursor } = await list({ limit: 1, sort: 'email' })
    const made = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const id = newId()
    for (const cursor of [
      nextCursor ?? '',
      'nonsense',
      made(['customers -createdAt', 'yesterday', id]),
      made(['customers -createdAt', '-271821-04-20T00:00:00.000Z', id]),
      made(['customers -createdAt', '2026-01-01T00:00:00.000Z', 'no id']),
      made(['customers -createdAt', 7, id]),
      made({}),
    ])
      await expect(list({ cursor, sort: '-createdAt' }), cursor).rejects.toMatchObject({
        code: 'invalid-body',
        errors: [{ path: 'cursor' }],
      })
    const wide = Buffer.from(JSON.stringify(['customers fullName', '\0', id])).toString('base64url')
    await expect(list({ cursor: wide, sort: 'fullName' })).rejects.toMatchObject({ code: 'invalid-body' })
  })

  it('continue after a name of any length and script', async () => {
    for (const sign of ['漢', '🙂', '\\'])
      for (const last of ['a', 'b'])
        await add({ fullName: `${sign.repeat(Math.floor(199 / sign.length))}${last}` })
    const { nextCursor } = await list({ limit: 1, sort: 'fullName' })
    const rest = await list(customerQuery.parse({ sort: 'fullName', cursor: nextCursor, limit: 100 }))
    expect(rest.items).toHaveLength(5)
  })

  it('are changed with their login in one step, with an audit entry without the password', async () => {
    const test = open()
    const { id } = await add({ email: 'before@example.com', fullName: 'Before' })
    const changed = await changeCustomer(test.ctx, {
      id,
      email: 'after@example.com',
      fullName: 'After',
      companyName: 'Company',
      password: 'Changed-Pass-1',
    })
    expect(changed).toMatchObject({ email: 'after@example.com', fullName: 'After', companyName: 'Company' })
    expect(await found('before')).toEqual([])
    const [row] = await test.database.db.select().from(customers)
    const hash = (await findPasswordHash(test.database.db, row?.userId ?? '')) ?? ''
    expect(await verifyPassword({ hash, password: 'Changed-Pass-1' })).toBe(true)

    const entry = (await auditOf(test)).at(-1)
    expect(entry).toMatchObject({
      action: 'customer.change',
      before: { email: 'before@example.com', fullName: 'Before' },
      after: { email: 'after@example.com', password: true },
    })
    expect(JSON.stringify(entry)).not.toContain('Changed-Pass-1')
  })

  it('lose their sessions when made inactive; other changes keep the sessions', async () => {
    const test = open()
    const { id } = await add({})
    const [row] = await test.database.db.select().from(customers)
    await test.database.db.insert(sessions).values({
      userId: row?.userId ?? '',
      token: 'token',
      expiresAt: new Date('2030-01-01'),
    })
    await changeCustomer(test.ctx, { id, fullName: 'Renamed' })
    expect(await test.database.db.select().from(sessions)).toHaveLength(1)
    await changeCustomer(test.ctx, { id, isActive: false })
    expect(await test.database.db.select().from(sessions)).toHaveLength(0)
  })

  it('are not changed by a customer, if they do not exist, or to an email that is taken', async () => {
    const test = open()
    const { id } = await add({ email: 'one@example.com' })
    await add({ email: 'two@example.com' })
    const before = (await auditOf(test)).length
    await expect(changeCustomer(test.ctx, { id: newId() })).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(
      changeCustomer(test.ctx, { id, email: 'two@example.com', fullName: 'Other' }),
    ).rejects.toMatchObject({ code: 'email-taken' })
    expect(await getCustomer(test.ctx, { id })).toMatchObject({ email: 'one@example.com' })
    expect(await auditOf(test)).toHaveLength(before)
  })
})
