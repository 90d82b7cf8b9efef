import type { APIRequestContext, Page } from '@playwright/test'
import { z } from 'zod'
import { hostingAccount } from '#contracts/hosting/schemas.ts'
import { field, textOf } from '../steps/add-customer.ts'
import { callApi } from '../steps/call-api.ts'
import { newPerson } from '../steps/people.ts'
import { addPlan, sell, setUpCompany } from '../steps/sales.ts'
import type { Mailbox } from '../system/mailbox.ts'
import type { Panel } from '../system/panel-types.ts'
import { addServerByApi } from '../system/server-by-api.ts'
import { faultsOf } from '../system/test.ts'
import { dateOf, expect, openAs, test } from '../system/timed-test.ts'

/** From the confirmed payment to the panel, with the shipped intervals of wishes. */
const restoredWithinMs = 5_000

/** Reminders 3 days before and after the due date, suspension after 10 days, on any day and hour. */
async function setUpDunning(request: APIRequestContext): Promise<void> {
  await callApi(request, 'patch', '/dunning/policy', {
    isEnabled: true,
    steps: [
      { day: -3, action: 'remind' },
      { day: 3, action: 'remind' },
      { day: 10, action: 'suspend' },
    ],
    brake: { mostPercent: 100, mostAccounts: 10 },
    hours: { from: 0, until: 24, weekdaysOnly: false },
  })
}

async function setUpMail(request: APIRequestContext, mailbox: Mailbox): Promise<void> {
  await callApi(request, 'patch', '/mail/settings', {
    host: '127.0.0.1',
    port: mailbox.smtpPort,
    tls: 'none',
    fromAddress: 'billing@hosting.example',
    fromName: 'Example Hosting',
    alertsTo: [],
  })
}

const subjectsFor = async (mailbox: Mailbox, email: string) =>
  (await mailbox.mails())
    .filter(({ to }) => to.includes(email))
    .map(({ subject }) => subject)
    .toSorted()

const onPanel = async (panel: Panel, username: string) =>
  (await panel.accountsNamed(username))?.map(({ status }) => status)

/** Records the payment that the dialog suggests. Returns the time of its confirmation. */
async function recordPayment(page: Page, invoiceId: string, amount: string): Promise<number> {
  await page.goto(`/invoices/${invoiceId}`)
  await page.getByRole('button', { name: 'Record payment' }).click()
  const form = page.getByRole('dialog')
  await expect(field(form, 'Amount (EUR)')).toHaveValue(amount)
  await field(form, 'Reference').fill('Bank statement 7')
  const confirmedAt = performance.now()
  await form.getByRole('button', { name: 'Record payment' }).click()
  await expect(form).toBeHidden()
  return confirmedAt
}

test('an unpaid invoice is reminded and suspends its hosting, and its payment restores it', async ({
  page,
  panel,
  billing,
  mailbox,
  moveTo,
}) => {
  faultsOf(panel)
  const { request } = page
  await setUpCompany(request)
  await setUpDunning(request)
  await setUpMail(request, mailbox)
  const serverId = await addServerByApi(request, billing.url, panel, { name: 'Production', capacity: 10 })
  const priceId = await addPlan(request, { name: 'Hosting M', amount: '10000', withHosting: true })
  const payer = await sell(request, priceId, { person: newPerson('Ada Lovelace'), serverId })
  const abuser = await sell(request, priceId, { person: newPerson('Bad Actor'), serverId })
  const { username, email } = payer.person
  expect(payer.invoice).toMatchObject({ total: { amount: '11900' }, dueOn: dateOf('03-15') })
  await expect.poll(() => onPanel(panel, username)).toEqual(['active'])

  const { number } = payer.invoice
  const mails = [
    `Invoice ${number} from Example Hosting`,
    'Your hosting account is ready',
    `Due on March 15, ${dateOf('03-15').slice(0, 4)}: ${number}`,
  ]
  const expectMails = () =>
    expect.poll(() => subjectsFor(mailbox, email), { timeout: 15_000 }).toEqual(mails.toSorted())
  await moveTo('03-12')
  await expectMails()
  const invoiced = (await mailbox.mails()).find(
    ({ subject, to }) => to.includes(email) && subject === mails[0],
  )
  expect(invoiced?.attachments).toEqual([`${number}.pdf`])
  expect(invoiced?.text).toContain(`Please pay €119.00 by March 15, ${dateOf('03-15').slice(0, 4)}.`)
  await moveTo('03-18')
  mails.push(`Overdue: ${number}`)
  await expectMails()
  await page.goto(`/invoices/${payer.invoice.id}`)
  await expect(page.getByText('Overdue', { exact: true }).first()).toBeVisible()

  await test.step('staff suspend the second customer for abuse', async () => {
    await page.goto(`/customers/${abuser.customerId}/hosting`)
    await page.getByRole('button', { name: 'Suspend', exact: true }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Reason').selectOption('abuse')
    await form.getByLabel('Note').fill('Sends spam')
    await form.getByRole('button', { name: 'Suspend', exact: true }).click()
    await expect.poll(() => onPanel(panel, abuser.person.username)).toEqual(['suspended'])
  })

  await moveTo('03-25')
  await expect.poll(() => onPanel(panel, username), { timeout: 15_000 }).toEqual(['suspended'])
  mails.push(`Your hosting is suspended: ${number} is overdue`)
  await expectMails()
  await expect
    .poll(() => reasonsOf(request, abuser.accountId), { timeout: 15_000 })
    .toEqual(['abuse', 'overdue'])

  await page.goto(`/customers/${payer.customerId}/hosting`)
  await expect(page.getByText('Suspended', { exact: true }).first()).toBeVisible()
  await expect(textOf(page, `Overdue since ${dateOf('03-15')}: ${number}.`).first()).toBeVisible()

  const theirs = await openAs(page, payer.person, '03-25')
  await theirs.goto('/portal')
  await expect(theirs.getByText('suspended because an invoice is overdue')).toBeVisible()

  const paidAt = await recordPayment(page, payer.invoice.id, '119.00')
  await expect
    .poll(() => onPanel(panel, username), { intervals: [50], timeout: 2 * restoredWithinMs })
    .toEqual(['active'])
  const tookMs = Math.round(performance.now() - paidAt)
  process.stdout.write(`hosting was active on the panel ${tookMs} ms after staff confirmed the payment\n`)
  expect(tookMs).toBeLessThan(restoredWithinMs)
  await theirs.reload()
  await expect(theirs.getByText('Your hosting is running.')).toBeVisible()
  await theirs.close()
  await page.goto(`/customers/${payer.customerId}/hosting`)
  await expect(page.getByText('Active', { exact: true }).first()).toBeVisible()

  await test.step('the account that is also suspended for abuse stays suspended', async () => {
    await recordPayment(page, abuser.invoice.id, '119.00')
    await expect.poll(() => reasonsOf(request, abuser.accountId)).toEqual(['abuse'])
    expect(await onPanel(panel, abuser.person.username)).toEqual(['suspended'])
    await page.goto(`/customers/${abuser.customerId}/hosting`)
    await expect(page.getByText('Suspended', { exact: true }).first()).toBeVisible()
    const why = page.getByRole('definition').filter({ hasText: 'Abuse: Sends spam' })
    await expect(why).toBeVisible()
    await expect(why).not.toContainText('Overdue')
    const abuserPage = await openAs(page, abuser.person, '03-25')
    await abuserPage.goto('/portal')
    await expect(abuserPage.getByText('Your hosting is suspended.')).toContainText(
      'Contact your hosting provider.',
    )
    await expect(abuserPage.getByText('Nothing is due.')).toBeVisible()
    await abuserPage.close()
  })
})

const reasonsOf = async (request: APIRequestContext, accountId: string | null) =>
  hostingAccount
    .parse(await callApi(request, 'get', `/hosting-accounts/${z.string().parse(accountId)}`))
    .suspendReasons.toSorted()
