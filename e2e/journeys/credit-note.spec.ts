import type { Locator, Page } from '@playwright/test'
import { field, textOf } from '../steps/add-customer.ts'
import { addPlan, type Sold, sell, setUpCompany } from '../steps/sales.ts'
import { asCreditNote, readDocument, readPreview, shownBalance } from '../steps/shown-document.ts'
import { expect, openAs, test } from '../system/timed-test.ts'

test.describe.configure({ timeout: 240_000 })

async function openCredit(page: Page, { invoice }: Sold, reason: string): Promise<Locator> {
  await page.goto(`/invoices/${invoice.id}`)
  await page.getByRole('button', { name: 'Credit', exact: true }).click()
  const form = page.getByRole('dialog', { name: `Credit ${invoice.number}` })
  await field(form, 'Reason').fill(reason)
  return form
}

/** Confirms, and returns what the page of the new credit note shows. */
async function confirmCredit(page: Page, form: Locator) {
  await form.getByRole('button', { name: 'Credit', exact: true }).click()
  await expect(form).toBeHidden()
  await expect(page.getByText('Corrects invoice')).toBeVisible()
  return readDocument(page)
}

async function expectBalance(page: Page, { customerId }: Sold, shown: Record<string, string>): Promise<void> {
  await page.goto(`/customers/${customerId}/billing`)
  for (const [label, amount] of Object.entries(shown))
    await expect(shownBalance(page, label), label).toHaveText(amount)
}

test('an unpaid invoice is credited in parts: the amount due falls, and no credit is left over', async ({
  page,
}) => {
  await setUpCompany(page.request)
  const priceId = await addPlan(page.request, { name: 'Hosting M', amount: '10000' })
  const sold = await sell(page.request, priceId)

  const form = await openCredit(page, sold, 'Two days without service')
  await expect(form.getByText('At most €119.00 can be credited.')).toBeVisible()
  await form.getByLabel('What to credit').selectOption('One amount, with tax')
  await field(form, 'Amount (EUR)').fill('23.80')
  await expect(form.getByRole('region', { name: 'Preview' })).toContainText('€20.00')
  const preview = asCreditNote(await readPreview(form))
  expect(preview.totals).toEqual({ 'Net total': '€20.00', 'VAT 19% of €20.00': '€3.80', Total: '€23.80' })
  expect(await confirmCredit(page, form)).toEqual(preview)
  await expect(textOf(page, 'Two days without service')).toBeVisible()

  await page.getByRole('link', { name: sold.invoice.number ?? '' }).click()
  await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: 'Credit note' })).toContainText(
    '€23.80',
  )
  expect((await readDocument(page)).totals).toMatchObject({ Settled: '€23.80', 'Amount due': '€95.20' })
  await expectBalance(page, sold, { Balance: '−€95.20', Due: '€95.20', 'Account credit': '€0.00' })

  const ofLine = await openCredit(page, sold, 'Discount for a line')
  await ofLine.getByLabel('What to credit').selectOption('Amounts of lines, without tax')
  await ofLine.getByLabel(/^Net credit for Hosting M/).fill('33.33')
  await expect(ofLine.getByRole('region', { name: 'Preview' })).toContainText('€33.33')
  const linePreview = asCreditNote(await readPreview(ofLine))
  expect(linePreview.totals).toEqual({ 'Net total': '€33.33', 'VAT 19% of €33.33': '€6.33', Total: '€39.66' })
  expect(await confirmCredit(page, ofLine)).toEqual(linePreview)
  await expectBalance(page, sold, { Balance: '−€55.54', Due: '€55.54', 'Account credit': '€0.00' })

  const tooMuch = await openCredit(page, sold, 'More than is left')
  await tooMuch.getByLabel('What to credit').selectOption('One amount, with tax')
  await field(tooMuch, 'Amount (EUR)').fill('55.55')
  await expect(field(tooMuch, 'Amount (EUR)')).toHaveAccessibleDescription(
    /At most €55\.54 can be credited\./,
  )
  await expect(tooMuch.getByRole('button', { name: 'Credit', exact: true })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  await tooMuch.getByLabel('What to credit').selectOption('Everything that is left')
  await expect(tooMuch.getByRole('region', { name: 'Preview' })).toContainText('€55.54')
  expect((await confirmCredit(page, tooMuch)).totals).toEqual({
    'Net total': '€46.67',
    'VAT 19% of €46.67': '€8.87',
    Total: '€55.54',
  })
  await expectBalance(page, sold, { Balance: '€0.00', Due: '€0.00', 'Account credit': '€0.00' })
  await page.goto(`/invoices/${sold.invoice.id}`)
  await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: 'Credit note' })).toHaveCount(3)
  await expect(page.getByRole('button', { name: 'Credit', exact: true })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Record payment' })).toHaveCount(0)
})

test('a paid invoice that is credited in full leaves credit, which pays the next invoice', async ({
  page,
  moveTo,
}) => {
  await setUpCompany(page.request)
  const priceId = await addPlan(page.request, { name: 'Hosting M', amount: '10000' })
  const sold = await sell(page.request, priceId)
  await page.goto(`/invoices/${sold.invoice.id}`)
  await page.getByRole('button', { name: 'Record payment' }).click()
  const payment = page.getByRole('dialog')
  await payment.getByRole('button', { name: 'Record payment' }).click()
  await expect(payment).toBeHidden()
  await expect(page.getByText('Paid', { exact: true })).toBeVisible()

  const form = await openCredit(page, sold, 'Goodwill')
  await expect(form.getByRole('region', { name: 'Preview' })).toContainText('€119.00')
  const preview = asCreditNote(await readPreview(form))
  expect(preview.totals).toMatchObject({ Total: '€119.00' })
  expect(await confirmCredit(page, form)).toEqual(preview)
  await expectBalance(page, sold, { Balance: '€119.00', Due: '€0.00', 'Account credit': '€119.00' })

  const theirs = await openAs(page, sold.person, '03-01')
  await theirs.goto('/portal')
  await expect(
    theirs.getByText('You have €119.00 of credit. It is used for your next invoice.'),
  ).toBeVisible()
  await theirs.close()

  await moveTo('04-01')
  await page.goto(`/customers/${sold.customerId}/billing`)
  await expect(shownBalance(page, 'Account credit')).toHaveText('€0.00')
  await expectBalance(page, sold, { Balance: '€0.00', Due: '€0.00' })
  await page
    .getByRole('link', { name: /^INV-\d{4}-00002$/ })
    .first()
    .click()
  await expect(page.getByText('Paid', { exact: true })).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: /credit/i })).toContainText('€119.00')
})
