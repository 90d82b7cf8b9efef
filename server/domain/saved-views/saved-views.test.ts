import { describe, expect, it } from 'vitest'
import {
  mostSavedViews,
  newSavedView,
  savedViewChange,
  savedViewQuery,
} from '#contracts/saved-views/schemas.ts'
import { contextOf } from '#server/domain/context.ts'
import { insertLogin } from '#server/platform/auth/index.ts'
import { users } from '#server/platform/auth/table.ts'
import { newId } from '#server/platform/clock/index.ts'
import { call, callWithKey, customerActor, describeDomain, staff, type TestDomain } from '#testing/domain.ts'
import { savedViews } from '../tables/saved-views.ts'
import { changeSavedView, createSavedView, listSavedViews, removeSavedView } from './index.ts'

const view = { page: 'customers', name: 'Unpaid', query: 'status=inactive&sort=fullName' } as const

/** A staff user with a login, and their context. */
async function addUser(test: TestDomain, name: string, key?: string) {
  const userId = newId()
  await insertLogin(test.database.db, {
    userId,
    role: 'support',
    name,
    email: `${name}@hosting.example`,
    passwordHash: 'none',
    isActive: true,
    at: test.clock.now(),
  })
  const actor = { ...staff, userId, name }
  return { userId, ctx: contextOf(test.domain, key ? { ...callWithKey(key), actor } : call(actor)) }
}

describeDomain('Saved views', (open) => {
  const names = async (ctx: TestDomain['ctx'], page?: 'customers' | 'operations') =>
    (await listSavedViews(ctx, page ? { page } : {})).items.map(({ name }) => name)

  it('are listed by name, for their owner only, by page', async () => {
    const test = open()
    const { ctx: anna } = await addUser(test, 'anna')
    const { ctx: berta } = await addUser(test, 'berta')
    await createSavedView(anna, { ...view, name: 'unpaid' })
    await createSavedView(anna, { ...view, name: 'Active' })
    await createSavedView(anna, { ...view, page: 'operations', name: 'Failed', query: 'tab=done' })
    await createSavedView(berta, view)
    expect(await names(anna, 'customers')).toEqual(['Active', 'unpaid'])
    expect(await names(anna)).toEqual(['Active', 'Failed', 'unpaid'])
    expect((await listSavedViews(berta, {})).items).toMatchObject([view])
  })

  it('are created once under one key', async () => {
    const test = open()
    const { ctx } = await addUser(test, 'anna', 'k')
    const first = await createSavedView(ctx, view)
    expect(await createSavedView(ctx, view)).toEqual(first)
    expect(await names(ctx)).toEqual(['Unpaid'])
  })

  it('are refused under a name that another view of the page has, in any case', async () => {
    const test = open()
    const { ctx } = await addUser(test, 'anna')
    await createSavedView(ctx, view)
    const other = await createSavedView(ctx, { ...view, name: 'Other' })
    const taken = { code: 'name-taken', errors: [{ path: 'name' }] }
    await expect(createSavedView(ctx, { ...view, name: 'UNPAID' })).rejects.toMatchObject(taken)
    await expect(changeSavedView(ctx, { id: other.id, name: 'unpaid' })).rejects.toMatchObject(taken)
    await createSavedView(ctx, { ...view, page: 'operations' })
    expect(await names(ctx)).toEqual(['Other', 'Unpaid', 'Unpaid'])
  })

  it('compare their names as all searches do, whatever the locale of the database', async () => {
    const test = open()
    const { ctx } = await addUser(test, 'anna')
    await createSavedView(ctx, { ...view, name: 'Überfällig' })
    const taken = { code: 'name-taken', errors: [{ path: 'name' }] }
    for (const name of ['ÜBERFÄLLIG', 'u\u0308berfa\u0308llig', 'Uberfallig'])
      await expect(createSavedView(ctx, { ...view, name })).rejects.toMatchObject(taken)
    await createSavedView(ctx, { ...view, name: 'Zahlung' })
    await createSavedView(ctx, { ...view, name: 'äußerst' })
    expect(await names(ctx)).toEqual(['äußerst', 'Überfällig', 'Zahlung'])
  })

  it('are renamed, get another query, and are deleted', async () => {
    const test = open()
    const { ctx } = await addUser(test, 'anna')
    const { id } = await createSavedView(ctx, view)
    test.clock.advance(1000)
    expect(await changeSavedView(ctx, { id, name: 'unpaid' })).toMatchObject({
      name: 'unpaid',
      query: view.query,
      updatedAt: test.clock.now().toISOString(),
    })
    expect(await changeSavedView(ctx, { id, query: 'hosting=none' })).toMatchObject({
      name: 'unpaid',
      query: 'hosting=none',
    })
    await removeSavedView(ctx, { id })
    expect(await names(ctx)).toEqual([])
    await expect(removeSavedView(ctx, { id })).rejects.toMatchObject({ code: 'not-found' })
    await expect(changeSavedView(ctx, { id, name: 'x' })).rejects.toMatchObject({ code: 'not-found' })
  })

  it('of another user are not found, and stay as they are', async () => {
    const test = open()
    const { ctx: anna } = await addUser(test, 'anna')
    const { ctx: berta } = await addUser(test, 'berta')
    const { id } = await createSavedView(anna, view)
    await expect(changeSavedView(berta, { id, name: 'Mine' })).rejects.toMatchObject({ code: 'not-found' })
    await expect(removeSavedView(berta, { id })).rejects.toMatchObject({ code: 'not-found' })
    expect(await names(anna)).toEqual(['Unpaid'])
  })

  it('belong to staff only', async () => {
    const test = open()
    const customer = contextOf(test.domain, call(customerActor()))
    await expect(createSavedView(customer, view)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(listSavedViews(customer, {})).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('are limited per user, also if several are created at the same time', async () => {
    const test = open()
    const { ctx, userId } = await addUser(test, 'anna')
    const at = test.clock.now()
    await test.database.db.insert(savedViews).values(
      Array.from({ length: mostSavedViews - 1 }, (_, index) => ({
        ...view,
        id: newId(),
        userId,
        name: `View ${index}`,
        createdAt: at,
        updatedAt: at,
      })),
    )
    const results = await Promise.allSettled(
      ['a', 'b', 'c'].map((name) => createSavedView(ctx, { ...view, name })),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'wrong-state' })
    const { ctx: berta } = await addUser(test, 'berta')
    await createSavedView(berta, view)
  })

  it('are deleted with their owner', async () => {
    const test = open()
    const { ctx } = await addUser(test, 'anna')
    await createSavedView(ctx, view)
    await test.database.db.delete(users)
    expect(await test.database.db.select().from(savedViews)).toEqual([])
  })
})

describe('The input of saved views', () => {
  it.each([
    [{ ...view, page: 'servers' }, 'page'],
    [{ ...view, name: '  ' }, 'name'],
    [{ ...view, name: 'x'.repeat(61) }, 'name'],
    [{ ...view, query: 'status=active" onload="x' }, 'query'],
    [{ ...view, query: '#/elsewhere' }, 'query'],
    [{ ...view, query: 'x'.repeat(2001) }, 'query'],
    [{ page: 'customers', name: 'No query' }, 'query'],
  ])('refuses %j, naming %s', (input, path) => {
    expect(newSavedView.safeParse(input).error?.issues.map((issue) => issue.path)).toEqual([[path]])
  })

  it('accepts an empty query and every query of the application', () => {
    for (const query of [
      '',
      new URLSearchParams({ search: 'Zo\u00eb & co "x" #1 / 50%', sort: '-email' }).toString(),
    ])
      expect(newSavedView.safeParse({ ...view, query }).success).toBe(true)
    expect(savedViewChange.parse({})).toEqual({})
    expect(savedViewQuery.safeParse({ page: 'servers' }).success).toBe(false)
  })
})
