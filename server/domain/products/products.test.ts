import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import {
  mostPrices,
  newPrice,
  newProduct,
  priceChange,
  productChange,
  productQuery,
} from '#contracts/products/schemas.ts'
import { newId } from '#server/platform/clock/index.ts'
import { callWithKey, describeDomain, type TestDomain } from '#testing/domain.ts'
import { accountRow, addTestServer, auditOf, onboardWithHosting } from '#testing/domain-steps.ts'
import { contextOf } from '../context.ts'
import { prices } from '../tables/products.ts'
import { addPrice, changePrice, changeProduct, createProduct, getProduct, listProducts } from './index.ts'

const monthly = newPrice.parse({
  amount: { amount: '1250', currency: 'EUR' },
  interval: { unit: 'month' },
  setupFee: { amount: '500', currency: 'EUR' },
})
const add = ({ ctx }: TestDomain, given: object = {}) =>
  createProduct(ctx, newProduct.parse({ name: 'Starter', ...given }))
const query = (given: object = {}) => productQuery.parse(given)

describeDomain('Products', (open) => {
  it('are added with defaults, changed, hidden and audited', async () => {
    const test = open()
    const product = await add(test)
    expect(product).toMatchObject({
      name: 'Starter',
      description: '',
      kind: 'plan',
      packageId: null,
      serverTags: [],
      taxCategory: 'standard',
      withHosting: true,
      isVisible: true,
      prices: [],
    })
    expect(await add(test, { kind: 'add-on', packageId: 7 })).toMatchObject({
      withHosting: false,
      packageId: 7,
    })
    test.clock.advance(1000)
    const changed = await changeProduct(test.ctx, { id: product.id, name: 'Basic', isVisible: false })
    expect(changed).toMatchObject({ name: 'Basic', isVisible: false, kind: 'plan' })
    expect(changed.updatedAt).toBe(test.clock.now().toISOString())
    const entries = (await auditOf(test)).filter(({ action }) => action === 'product.change')
    expect(entries).toMatchObject([
      { before: { name: 'Starter', isVisible: true }, after: { name: 'Basic', isVisible: false } },
    ])
  })

  it.each([
    '27',
    'true',
    'null',
    '{}',
    '"quoted"',
    'gold',
    27,
  ])('keep the package %j as it was sent', async (packageId) => {
    const test = open()
    const { id } = await add(test, { packageId })
    expect((await getProduct(test.ctx, { id })).packageId).toBe(packageId)
    await addTestServer(test)
    const { accountId } = await onboardWithHosting(test, { packageId })
    expect((await accountRow(test, accountId)).packageId).toBe(packageId)
  })

  it('are added once under one key', async () => {
    const test = open()
    const ctx = contextOf(test.domain, callWithKey('k'))
    const first = await createProduct(ctx, newProduct.parse({ name: 'Starter' }))
    expect(await createProduct(ctx, newProduct.parse({ name: 'Starter' }))).toEqual(first)
    const price = await addPrice(contextOf(test.domain, callWithKey('p')), { id: first.id, ...monthly })
    expect(await addPrice(contextOf(test.domain, callWithKey('p')), { id: first.id, ...monthly })).toEqual(
      price,
    )
    expect((await listProducts(test.ctx, query())).items).toHaveLength(1)
  })

  it('are listed by name on pages, and found by words, kind and visibility', async () => {
    const test = open()
    for (const [name, kind, isVisible] of [
      ['Zebra', 'plan', true],
      ['\u00c4pfel Hosting', 'plan', true],
      ['Backup', 'add-on', true],
      ['Apple hosting', 'plan', false],
      ['100% uptime', 'one-time', true],
    ] as const)
      await add(test, { name, kind, isVisible })
    const names = async (given: object) =>
      (await listProducts(test.ctx, query(given))).items.map(({ name }) => name)
    const first = await listProducts(test.ctx, query({ limit: 2 }))
    const second = await listProducts(test.ctx, query({ limit: 2, cursor: first.nextCursor }))
    const third = await listProducts(test.ctx, query({ limit: 2, cursor: second.nextCursor }))
    expect(third.nextCursor).toBeNull()
    const paged = [first, second, third].flatMap(({ items }) => items.map(({ name }) => name))
    expect(paged).toEqual(await names({}))
    expect(new Set(paged).size).toBe(5)
    expect(await names({ search: 'hosting' })).toEqual(
      expect.arrayContaining(['\u00c4pfel Hosting', 'Apple hosting']),
    )
    expect(await names({ search: 'apfel' })).toEqual(['\u00c4pfel Hosting'])
    expect(await names({ search: '100%' })).toEqual(['100% uptime'])
    expect(await names({ kind: 'add-on' })).toEqual(['Backup'])
    expect(await names({ visible: 'false' })).toEqual(['Apple hosting'])
    await expect(listProducts(test.ctx, query({ cursor: 'x' }))).rejects.toMatchObject({
      code: 'invalid-body',
    })
  })

  it('have several prices, which are archived but never changed', async () => {
    const test = open()
    const { id } = await add(test)
    const price = await addPrice(test.ctx, { id, ...monthly })
    test.clock.advance(1000)
    await addPrice(test.ctx, {
      id,
      ...newPrice.parse({
        amount: { amount: '120000', currency: 'JPY' },
        interval: { unit: 'year' },
        taxIncluded: true,
      }),
    })
    expect((await getProduct(test.ctx, { id })).prices).toMatchObject([
      {
        amount: { amount: '1250', currency: 'EUR' },
        setupFee: { amount: '500', currency: 'EUR' },
        interval: { unit: 'month', count: 1 },
        taxIncluded: false,
        isArchived: false,
      },
      {
        amount: { amount: '120000', currency: 'JPY' },
        setupFee: { amount: '0', currency: 'JPY' },
        interval: { unit: 'year', count: 1 },
        taxIncluded: true,
      },
    ])
    expect(await changePrice(test.ctx, { id: price.id, isArchived: true })).toMatchObject({
      isArchived: true,
    })
    await changePrice(test.ctx, { id: price.id, isArchived: true })
    expect((await auditOf(test)).filter(({ action }) => action === 'product.change-price')).toHaveLength(1)
    await expect(
      test.database.db.update(prices).set({ amount: 1n }).where(eq(prices.id, price.id)),
    ).rejects.toThrow()
  })

  it('have prices that are charged once, if the item is charged once', async () => {
    const test = open()
    const { id } = await add(test, { kind: 'one-time' })
    await expect(addPrice(test.ctx, { id, ...monthly })).rejects.toMatchObject({
      code: 'invalid-body',
      errors: [{ path: 'interval.unit' }],
    })
    await addPrice(test.ctx, { id, ...monthly, interval: { unit: 'once', count: 1 } })
  })

  it('have a limited number of prices', async () => {
    const test = open()
    const { id } = await add(test)
    await test.database.db.insert(prices).values(
      Array.from({ length: mostPrices }, () => ({
        id: newId(),
        productId: id,
        currency: 'EUR',
        amount: 1n,
        intervalUnit: 'month' as const,
        taxIncluded: false,
        createdAt: test.clock.now(),
      })),
    )
    await expect(addPrice(test.ctx, { id, ...monthly })).rejects.toMatchObject({ code: 'wrong-state' })
  })

  it('that do not exist are not found', async () => {
    const { ctx } = open()
    const id = newId()
    const notFound = { code: 'not-found' }
    await expect(getProduct(ctx, { id })).rejects.toMatchObject(notFound)
    await expect(changeProduct(ctx, { id, name: 'x' })).rejects.toMatchObject(notFound)
    await expect(addPrice(ctx, { id, ...monthly })).rejects.toMatchObject(notFound)
    await expect(changePrice(ctx, { id, isArchived: true })).rejects.toMatchObject(notFound)
  })
})

describe('The input of products', () => {
  const pathsOf = (result: { error?: { issues: readonly { path: readonly PropertyKey[] }[] } }) =>
    result.error?.issues.map(({ path }) => path.join('.'))
  const eur = (amount: string) => ({ amount, currency: 'EUR' })

  it.each([
    [{ name: ' ' }, 'name'],
    [{ name: 'x', kind: 'bundle' }, 'kind'],
    [{ name: 'x', packageId: 1.5 }, 'packageId'],
    [{ name: 'x', serverTags: ['A b'] }, 'serverTags.0'],
    [{ name: 'x', taxCategory: 'VAT!' }, 'taxCategory'],
    [{ name: 'x', description: 'a\u0000' }, 'description'],
  ])('refuses the product %j, naming %s', (input, path) => {
    expect(pathsOf(newProduct.safeParse(input))).toEqual([path])
  })

  it.each([
    [{ amount: eur('-1'), interval: { unit: 'month' } }, 'amount.amount'],
    [{ amount: eur('12.50'), interval: { unit: 'month' } }, 'amount.amount'],
    [{ amount: { amount: 1250, currency: 'EUR' }, interval: { unit: 'month' } }, 'amount.amount'],
    [{ amount: { amount: '1', currency: 'EURO' }, interval: { unit: 'month' } }, 'amount.currency'],
    [{ amount: eur('1') }, 'interval'],
    [{ amount: eur('1'), interval: { unit: 'month', count: 0 } }, 'interval.count'],
    [{ amount: eur('1'), interval: { unit: 'month', count: 121 } }, 'interval.count'],
    [{ amount: eur('1'), interval: { unit: 'once', count: 2 } }, 'interval.count'],
    [
      { amount: eur('1'), interval: { unit: 'month' }, setupFee: { amount: '1', currency: 'USD' } },
      'setupFee.currency',
    ],
  ])('refuses the price %j, naming %s', (input, path) => {
    expect(pathsOf(newPrice.safeParse(input))).toEqual([path])
  })

  it('accepts a price of zero, and refuses to change a price or a kind', () => {
    expect(newPrice.safeParse({ amount: eur('0'), interval: { unit: 'month' } }).success).toBe(true)
    expect(pathsOf(priceChange.safeParse({ isArchived: true, amount: eur('1') }))).toEqual(['amount'])
    expect(pathsOf(productChange.safeParse({ kind: 'add-on' }))).toEqual(['kind'])
  })
})
