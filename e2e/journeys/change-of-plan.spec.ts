import type { Locator, Page } from '@playwright/test'
import { invoicePage } from '#contracts/invoices/schemas.ts'
import { field } from '../steps/add-customer.ts'
import { callApi } from '../steps/call-api.ts'
import { addPlan, type Sold, sell, setUpCompany } from '../steps/sales.ts'
import { readDocument, readPreview, readPreviewedSum, readPreviews } from '../steps/shown-document.ts'
import { expect, test } from '../system/timed-test.ts'

test.describe.configure({ timeout: 240_000 })

async function openChange(page: Page, { subscriptionId }: Sold): Promise<Locator> {
  await page.goto(`/subscriptions/${subscriptionId}`)
  await page.getByRole('button', { name: 'Change', exact: true }).click()
  return page.getByRole('dialog', { name: 'Change this subscription' })
}

async function confirm(form: Locator): Promise<void> {
  await form.getByRole('button', { name: 'Change', exact: true }).click()
  await expect(form).toBeHidden()
}

const documentsOf = async (page: Page, { customerId }: Sold) =>
  invoicePage.parse(await callApi(page.request, 'get', `/invoices?customerId=${customerId}&limit=50`)).items

/** As a preview writes the lines of a credit note. */
const negative = (line: string) => line.replaceAll('€', '−€')
const centsOf = (text = '') => BigInt(text.replace('−', '-').replace(/[€,.]/g, ''))

/** Confirms the change, and compares the page of each document that it booked with its preview. */
async function expectBooked(page: Page, sold: Sold, form: Locator): Promise<void> {
  const previews = await readPreviews(form)
  const before = new Set((await documentsOf(page, sold)).map(({ id }) => id))
  await confirm(form)
  const booked: object[] = []
  for (const { id, kind } of await documentsOf(page, sold)) {
    if (before.has(id)) continue
    await page.goto(`/invoices/${id}`)
    const { lines, totals } = await readDocument(page)
    const sign = kind === 'invoice' ? 1n : -1n
    booked.push({
      lines: lines.map((line) => (kind === 'invoice' ? line : negative(line))),
      net: sign * centsOf(totals['Net total']),
      total: sign * centsOf(totals.Total),
    })
  }
  const previewed = previews.map(({ lines, totals }) => ({
    lines,
    net: centsOf(totals['Net total']),
    total: centsOf(totals.Total),
  }))
  expect(booked).toHaveLength(previewed.length)
  expect(booked).toEqual(expect.arrayContaining(previewed))
}

test('the preview of another price is what is booked, without and with tax in the price', async ({
  page,
  moveTo,
}) => {
  await setUpCompany(page.request)
  const small = await addPlan(page.request, { name: 'Hosting S', amount: '1000' })
  await addPlan(page.request, { name: 'Hosting L', amount: '2999' })
  const gross = await addPlan(page.request, { name: 'Gross S', amount: '1190', taxIncluded: true })
  const net = await sell(page.request, small)
  const taxed = await sell(page.request, gross)
  await moveTo('03-11')

  await test.step('another price, net: 21 of 31 days of 10.00 and of 29.99', async () => {
    const form = await openChange(page, net)
    await form.getByLabel('Price').selectOption({ label: 'Hosting L, €29.99 per month' })
    await expect(form.getByRole('region', { name: 'Preview' })).toContainText('Hosting L')
    const preview = await readPreview(form)
    expect(preview.totals).toEqual({ 'Net total': '€13.55', 'VAT 19% of €13.55': '€2.57', Total: '€16.12' })
    expect(preview.lines.map((line) => line.split(' ').at(-1))).toEqual(['−€6.77', '€20.32'])
    await expectBooked(page, net, form)
  })

  await test.step('another quantity, with tax in the price: 21 of 31 days of 11.90 and of 35.70', async () => {
    const form = await openChange(page, taxed)
    await field(form, 'Quantity').fill('3')
    await expect(form.getByRole('region', { name: 'Preview' })).toContainText('Total')
    const preview = await readPreview(form)
    expect(preview.totals).toMatchObject({ Total: '€16.12' })
    await expectBooked(page, taxed, form)
  })

  await test.step('a lower quantity gives a credit, which reduces what is owed', async () => {
    const form = await openChange(page, taxed)
    await field(form, 'Quantity').fill('1')
    await expect(
      form.getByText('It reduces the amount that the customer owes. Any remainder becomes account credit.'),
    ).toBeVisible()
    expect(await readPreviewedSum(form)).toEqual({
      'In total': '−€16.12',
      'Credit for the customer': '€16.12',
    })
    await expectBooked(page, taxed, form)
  })
})

test('a preview that is no longer true is not booked: the dialog shows the new one', async ({
  page,
  moveTo,
}) => {
  await setUpCompany(page.request)
  const small = await addPlan(page.request, { name: 'Hosting S', amount: '1000' })
  const sold = await sell(page.request, small)
  await moveTo('03-11')
  const form = await openChange(page, sold)
  await field(form, 'Quantity').fill('2')
  await expect(form.getByRole('region', { name: 'Preview' })).toContainText('Total')
  const first = await readPreview(form)
  expect(first.totals).toMatchObject({ 'Net total': '€6.78' })

  await moveTo('03-12')
  await form.getByRole('button', { name: 'Change', exact: true }).click()
  await expect(form.getByText('The amounts changed since the preview')).toBeVisible()
  await expect(form.getByText('Nothing was booked. Check the new preview and confirm again.')).toBeVisible()
  const second = await readPreview(form)
  expect(second.totals).toMatchObject({ 'Net total': '€6.45' })
  expect(await documentsOf(page, sold)).toHaveLength(1)
  await expectBooked(page, sold, form)
})
