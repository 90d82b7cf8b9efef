import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, Refused, refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { billingSettings, company, coupon, ids, price, product, staffAs } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const text = words.products
const couponText = words.coupons
const productsOf = (...items: ReturnType<typeof product>[]) => ({
  list: () => ({ items, nextCursor: null }),
})
const couponsOf = (...items: ReturnType<typeof coupon>[]) => ({ list: () => ({ items, nextCursor: null }) })

describeRoute('/products', {
  async loading() {
    openPage('/products', { products: { list: never } })
    expect(await screen.findByRole('heading', { name: text.title, level: 1 })).toBeVisible()
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    openPage('/products', {
      products: productsOf(
        product({
          description: 'First line\nsecond line',
          packageId: 7,
          prices: [
            price({ setupFee: { amount: '500', currency: 'EUR' } }),
            price({
              id: ids.ada,
              amount: { amount: '12000', currency: 'JPY' },
              interval: { unit: 'year', count: 1 },
              taxIncluded: true,
            }),
            price({ id: ids.alan, isArchived: true }),
          ],
        }),
        product({ id: ids.ada, name: 'Backup', kind: 'add-on', isVisible: false, prices: [] }),
      ),
    })
    expect(await screen.findByRole('heading', { name: 'Starter', level: 2 })).toBeVisible()
    const prices = within(screen.getByRole('list', { name: text.pricesOf('Starter') }))
    const [monthly, yearly] = prices.getAllByRole('listitem')
    expect(monthly).toHaveTextContent('€12.50 per month')
    expect(monthly).toHaveTextContent('plus tax · setup fee €5.00')
    expect(yearly).toHaveTextContent('¥12,000 per year')
    expect(yearly).toHaveTextContent(text.taxIncludedFact)
    expect(screen.getByText('1 archived price')).toBeVisible()
    expect(screen.getByText(text.hidden)).toBeVisible()
    expect(screen.getByText(text.noPrices)).toBeVisible()
  },
  async empty() {
    openPage('/products')
    expect(await screen.findByText(text.none)).toBeVisible()
    expect(screen.getByRole('button', { name: text.add })).toBeVisible()
  },
  async error() {
    openPage('/products', { products: { list: refuses('The products are not available.') } })
    expect(await screen.findByText('The products are not available.')).toBeVisible()
  },
})

describeRoute('/products/coupons', {
  async loading() {
    openPage('/products/coupons', { coupons: { list: never } })
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    openPage('/products/coupons', {
      coupons: couponsOf(
        coupon({ durationPeriods: 3, maxRedemptions: 5, redeemed: 2, expiresOn: '2027-01-01' }),
        coupon({
          id: ids.ada,
          code: 'FIVE',
          percent: null,
          amount: { amount: '500', currency: 'EUR' },
          isActive: false,
        }),
      ),
    })
    const [first, second] = within(await screen.findByRole('list', { name: couponText.list })).getAllByRole(
      'listitem',
    )
    expect(first).toHaveTextContent('SAVE10')
    expect(first).toHaveTextContent('10% off')
    expect(first).toHaveTextContent('for 3 periods')
    expect(first).toHaveTextContent('redeemed 2 of 5 times · expires on Jan 1, 2027')
    expect(second).toHaveTextContent('€5.00 off')
    expect(second).toHaveTextContent(couponText.disabled)
  },
  async empty() {
    openPage('/products/coupons')
    expect(await screen.findByText(couponText.none)).toBeVisible()
  },
  async error() {
    openPage('/products/coupons', { coupons: { list: refuses('The coupons are not available.') } })
    expect(await screen.findByText('The coupons are not available.')).toBeVisible()
  },
})

test('adds a product, and shows a refusal at its field', async () => {
  const sent: unknown[] = []
  const user = openPage('/products', {
    products: {
      create: (input) => {
        sent.push(input)
        if (sent.length === 1)
          throw new Refused('No such tag.', {
            errors: [{ path: 'serverTags.0', code: 'invalid', message: 'No such tag.' }],
          })
        return product()
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: text.add }))
  const form = within(await screen.findByRole('dialog', { name: text.addTitle }))
  await user.click(form.getByRole('button', { name: text.add }))
  expect(await form.findByText('Name is required.')).toBeVisible()
  await user.type(form.getByLabelText(text.name), 'Starter')
  await user.type(form.getByLabelText(text.package), '7')
  await user.type(form.getByLabelText(text.tags), 'SSD, eu')
  await user.click(form.getByRole('button', { name: text.add }))
  expect(await form.findByText('No such tag.')).toBeVisible()
  await user.click(form.getByRole('button', { name: text.add }))
  expect(await screen.findByText(text.added)).toBeVisible()
  expect(sent.at(-1)).toEqual({
    name: 'Starter',
    description: '',
    kind: 'plan',
    packageId: 7,
    serverTags: ['eu', 'ssd'],
    taxCategory: 'standard',
    withHosting: true,
    isVisible: true,
  })
})

test('edits a product without its kind', async () => {
  const sent: unknown[] = []
  const user = openPage('/products', {
    products: {
      ...productsOf(product()),
      change: (input) => {
        sent.push(input)
        return product()
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: text.editNamed('Starter') }))
  const form = within(await screen.findByRole('dialog', { name: text.editTitle }))
  expect(form.queryByLabelText(text.kind)).toBeNull()
  await user.click(form.getByLabelText(text.isVisible))
  await user.click(form.getByRole('button', { name: text.save }))
  expect(await screen.findByText(text.saved)).toBeVisible()
  expect(sent).toMatchObject([{ id: ids.product, isVisible: false }])
  expect(sent[0]).not.toHaveProperty('kind')
})

test('adds a price in exact minor units, in the currency of the company', async () => {
  const sent: unknown[] = []
  const user = openPage('/products', {
    company: { settings: () => billingSettings({ company: { ...company, currency: 'KWD' } }) },
    products: {
      ...productsOf(product({ prices: [] })),
      addPrice: (input) => {
        sent.push(input)
        return price()
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: text.addPriceTo('Starter') }))
  const form = within(await screen.findByRole('dialog', { name: text.addPriceTo('Starter') }))
  await waitFor(() => expect(form.getByLabelText(words.money.currency)).toHaveValue('KWD'))
  const amount = form.getByLabelText(text.amount)
  const submit = form.getByRole('button', { name: text.addPrice })
  await user.click(submit)
  expect(await form.findByText(words.money.required)).toBeVisible()
  await user.type(amount, '12.3456')
  expect(await form.findByText('KWD has 3 decimals.')).toBeVisible()
  await user.clear(amount)
  await user.type(amount, '12,50')
  expect(await form.findByText(words.money.invalid('1.250'))).toBeVisible()
  await user.clear(amount)
  await user.type(amount, '1,012.5')
  await user.selectOptions(form.getByLabelText(text.interval), 'year')
  await user.clear(form.getByLabelText(text.count))
  await user.type(form.getByLabelText(text.count), '11')
  await user.type(form.getByLabelText(text.setupFee), '0.005')
  await user.click(form.getByLabelText(text.taxIncluded))
  await user.click(submit)
  expect(await form.findByText('An interval can have at most 10 years.')).toBeVisible()
  await user.clear(form.getByLabelText(text.count))
  await user.type(form.getByLabelText(text.count), '2')
  await user.click(submit)
  expect(await screen.findByText(text.priceAdded)).toBeVisible()
  expect(sent).toEqual([
    {
      id: ids.product,
      amount: { amount: '1012500', currency: 'KWD' },
      interval: { unit: 'year', count: 2 },
      setupFee: { amount: '5', currency: 'KWD' },
      taxIncluded: true,
    },
  ])
})

test('archives a price', async () => {
  const sent: unknown[] = []
  const user = openPage('/products', {
    products: {
      ...productsOf(product()),
      changePrice: (input) => {
        sent.push(input)
        return price({ isArchived: true })
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: text.archiveNamed('€12.50 per month') }))
  expect(await screen.findByText(text.archivedDone)).toBeVisible()
  expect(sent).toEqual([{ id: ids.price, isArchived: true }])
})

test('searches products', async () => {
  const asked: unknown[] = []
  const user = openPage('/products', {
    products: {
      list: (input) => {
        asked.push(input)
        return { items: [], nextCursor: null }
      },
    },
  })
  await user.type(await screen.findByLabelText(text.search), 'start')
  await user.selectOptions(screen.getByLabelText(text.byKind), 'plan')
  expect(await screen.findByText(text.noMatch)).toBeVisible()
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ search: 'start', kind: 'plan' }))
})

test('adds a coupon for chosen products', async () => {
  const sent: unknown[] = []
  const user = openPage('/products/coupons', {
    products: productsOf(product()),
    coupons: {
      create: (input) => {
        sent.push(input)
        return coupon()
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: couponText.add }))
  const form = within(await screen.findByRole('dialog', { name: couponText.addTitle }))
  const submit = form.getByRole('button', { name: couponText.add })
  await user.type(form.getByLabelText(couponText.code), 'five')
  await user.selectOptions(form.getByLabelText(couponText.discount), 'amount')
  await user.click(submit)
  expect(await form.findByText(words.money.required)).toBeVisible()
  await user.type(form.getByLabelText(couponText.amount), '5')
  await user.type(form.getByLabelText(couponText.periods), 'x')
  await user.click(form.getByLabelText(couponText.someProducts))
  await user.click(submit)
  expect(await form.findByText('Periods must be a whole number from 1 to 1,000.')).toBeVisible()
  expect(form.getByText('Choose at least one product, or all products.')).toBeVisible()
  await user.clear(form.getByLabelText(couponText.periods))
  await user.click(await form.findByLabelText('Starter'))
  await user.click(submit)
  expect(await screen.findByText(couponText.added)).toBeVisible()
  expect(sent).toEqual([
    {
      code: 'FIVE',
      percent: null,
      amount: { amount: '500', currency: 'EUR' },
      productIds: [ids.product],
      scope: 'recurring',
      durationPeriods: null,
      maxRedemptions: null,
      expiresOn: null,
      isActive: true,
    },
  ])
})

test('disables a coupon', async () => {
  const sent: unknown[] = []
  const user = openPage('/products/coupons', {
    coupons: {
      ...couponsOf(coupon({ maxRedemptions: 5 })),
      change: (input) => {
        sent.push(input)
        return coupon()
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: couponText.editNamed('SAVE10') }))
  const form = within(await screen.findByRole('dialog', { name: couponText.editTitle('SAVE10') }))
  await user.click(form.getByLabelText(couponText.isActive))
  await user.click(form.getByRole('button', { name: couponText.save }))
  expect(await screen.findByText(couponText.saved)).toBeVisible()
  expect(sent).toEqual([{ id: ids.coupon, maxRedemptions: 5, expiresOn: null, isActive: false }])
})

test('shows roles that only read the products no actions', async () => {
  openPage('/products', { products: productsOf(product()) }, staffAs('support'))
  expect(await screen.findByRole('heading', { name: 'Starter', level: 2 })).toBeVisible()
  for (const name of [text.add, text.editNamed('Starter'), text.addPriceTo('Starter')])
    expect(screen.queryByRole('button', { name })).toBeNull()
})
