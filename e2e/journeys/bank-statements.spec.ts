import type { Page } from '@playwright/test'
import { field } from '../steps/add-customer.ts'
import { expectNoCutOffButtons, expectNoSidewaysScroll } from '../steps/layout.ts'
import { newPerson } from '../steps/people.ts'
import { addPlan, sell, setUpCompany } from '../steps/sales.ts'
import { focused, tabTo } from '../steps/tab-to.ts'
import { dateOf, expect, test } from '../system/timed-test.ts'

test.describe.configure({ timeout: 240_000 })

const csv = (rows: readonly string[]) => ({
  name: 'bank.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(['Date;Amount;Currency;Name;Reference', ...rows].join('\r\n')),
})
const lineOf = (page: Page, payer: string) =>
  page.getByRole('main').getByRole('listitem').filter({ hasText: payer })

test('a bank statement is uploaded, a proposal changed, and the invoices are paid once', async ({ page }) => {
  await setUpCompany(page.request)
  const priceId = await addPlan(page.request, { name: 'Hosting M', amount: '10000' })
  const first = await sell(page.request, priceId, { person: newPerson('Ada Lovelace') })
  const second = await sell(page.request, priceId, { person: newPerson('Grace Hopper') })
  const other = await sell(page.request, priceId, { person: newPerson('Alan Turing') })
  const day = dateOf('03-01')
  const file = csv([
    `${day};119,00;EUR;${first.person.fullName};Invoice ${first.invoice.number}`,
    // The reference names the invoice of another customer by mistake.
    `${day};119,00;EUR;Friend of a customer;${other.invoice.number}`,
    `${day};77,00;SEK;Dee Unknown;hello`,
    `${day};-3,50;EUR;Bank;Account fee`,
  ])

  await page.goto('/payments')
  await page.getByRole('link', { name: 'Bank statements' }).click()
  await expect(page.getByText('No bank statements yet')).toBeVisible()
  await page
    .getByLabel('Choose a bank file')
    .setInputFiles(csv([`${day};119,00;EUR;Ada;x`, `${day};five;EUR;Ada;x`]))
  await expect(page.getByRole('alert').filter({ hasText: 'Row 3, column "Amount": "five"' })).toBeVisible()

  await page.getByLabel('Choose a bank file').setInputFiles(file)
  await expect(page.getByRole('heading', { name: 'bank.csv', level: 1 })).toBeVisible()
  const paid = lineOf(page, first.person.fullName)
  await expect(paid).toContainText('Certain')
  await expect(paid).toContainText('The reference has the invoice number, and the amount is the amount due.')
  await expect(lineOf(page, 'Bank')).toContainText('Money went out')
  await expect(lineOf(page, 'Dee Unknown')).toContainText('No invoice was found.')

  const changed = lineOf(page, 'Friend of a customer')
  await expect(changed).toContainText(other.invoice.number ?? '')
  await changed.getByRole('button', { name: 'Change the invoice of line 3' }).click()
  const dialog = page.getByRole('dialog', { name: 'Who paid €119.00?' })
  await dialog.getByRole('button', { name: 'Choose another customer' }).click()
  await field(dialog, 'Find customer').fill(second.person.email)
  await dialog.getByRole('button', { name: new RegExp(second.person.fullName) }).click()
  await dialog.getByRole('button', { name: new RegExp(second.invoice.number ?? '') }).click()
  await expect(dialog).toBeHidden()
  await expect(changed).toContainText('Chosen by you')
  await expect(page.getByText('2 lines selected: €238.00')).toBeVisible()
  await page.setViewportSize({ width: 390, height: 844 })
  await expectNoSidewaysScroll(page)
  await expectNoCutOffButtons(page)
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.getByRole('button', { name: 'Record 2 payments' }).click()
  await expect(page.getByText('2 payments recorded')).toBeVisible()
  await lineOf(page, 'Dee Unknown').getByRole('button', { name: 'Leave out line 4' }).click()
  await expect(lineOf(page, 'Dee Unknown')).toContainText('Left out')

  await page.getByRole('link', { name: 'Show the payment of line 3' }).click()
  await expect(page.getByRole('heading', { name: 'Payment of €119.00' })).toBeVisible()
  await page
    .getByRole('main')
    .getByRole('link', { name: second.invoice.number ?? '' })
    .click()
  await expect(page.getByText('Paid', { exact: true })).toBeVisible()
  await page.goto(`/invoices/${first.invoice.id}`)
  await expect(page.getByText('Paid', { exact: true })).toBeVisible()
  await page.goto(`/invoices/${other.invoice.id}`)
  await expect(page.getByText('Open', { exact: true })).toBeVisible()

  await page.goto('/payments/statements')
  await expect(page.getByText('Settled', { exact: true })).toBeVisible()
  await page.getByLabel('Choose a bank file').setInputFiles(file)
  await expect(page.getByText('This file has nothing new. All 4 lines were in an earlier')).toBeVisible()
  const payments = await (await page.request.get('/api/v1/payments')).json()
  expect(payments.items).toHaveLength(2)
})

test('a bank statement is settled by the keyboard alone', async ({ page }) => {
  await setUpCompany(page.request)
  const priceId = await addPlan(page.request, { name: 'Hosting M', amount: '10000' })
  const sold = await sell(page.request, priceId, { person: newPerson('Keya Board') })
  await page.goto('/payments/statements')
  await expect(page.getByText('No bank statements yet')).toBeVisible()
  const chooser = page.waitForEvent('filechooser')
  await tabTo(page, 'Choose a bank file')
  await page.keyboard.press('Enter')
  await (await chooser).setFiles(csv([`${dateOf('03-01')};50,00;EUR;Sam Sender;gift`]))
  await expect(page.getByRole('heading', { name: 'bank.csv' })).toBeFocused()

  await tabTo(page, 'Choose the customer of line 2')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Find customer')).toBeFocused()
  await page.keyboard.type('Keya')
  await expect(page.getByRole('dialog').getByRole('button', { name: /Keya Board/ })).toBeVisible()
  await tabTo(page, /Keya Board/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog').getByText('Oldest invoices')).toBeVisible()
  await expect(focused(page)).toBeVisible()
  await tabTo(page, sold.invoice.number ?? '')
  await page.keyboard.press('Enter')
  await expect(page.getByText('€119.00 due · €69.00 stays due.')).toBeVisible()
  await expect(focused(page)).toBeVisible()
  await page.getByRole('heading', { name: 'bank.csv' }).focus()
  await tabTo(page, 'Record 1 payment')
  await page.keyboard.press('Enter')
  await expect(page.getByText('1 payment recorded')).toBeVisible()
  await expect(focused(page)).toBeVisible()
  await page.goto(`/invoices/${sold.invoice.id}`)
  await expect(page.getByText('€69.00').first()).toBeVisible()
})
