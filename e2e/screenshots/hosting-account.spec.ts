import { z } from 'zod'
import { expectAccessible } from '../steps/page-checks.ts'
import { newPerson } from '../steps/people.ts'
import { sellOnePlan } from '../steps/plans.ts'
import { addServerByApi } from '../system/server-by-api.ts'
import { expect, test } from '../system/test.ts'
import { picture } from './camera.ts'

test.use({ world: 'own' })

const made = z.object({
  customer: z.object({ id: z.string() }),
  hosting: z.object({ account: z.object({ username: z.string() }) }),
})

test('the hosting account of a subscription', async ({ page, panel, billing, context }) => {
  await addServerByApi(context.request, billing.url, panel, { name: 'Production Server', capacity: 100 })
  await sellOnePlan(context.request, { name: 'Business Hosting' })
  const person = newPerson('Grace Hopper')
  const answer = await context.request.post('/api/v1/customers', {
    data: {
      email: person.email,
      fullName: person.fullName,
      password: 'Login-Pass-5521',
      provisioning: { username: person.username, password: 'Hosting-Pass-7743' },
    },
  })
  const { customer, hosting } = made.parse(await answer.json())
  const { username } = hosting.account

  await page.goto(`/customers/${customer.id}/hosting`)
  await page.getByText('No plan', { exact: true }).waitFor()
  await picture(page, 'hosting-without-plan')
  await page.getByRole('link', { name: 'Open Billing tab' }).click()
  await page.getByRole('button', { name: 'Start subscription' }).click()
  const start = page.getByRole('dialog', { name: 'Start a subscription' })
  await start.getByLabel('Price').selectOption({ index: 1 })
  await start.getByLabel('Use existing account').selectOption({ index: 1 })
  await start.getByText('Business Hosting', { exact: true }).waitFor()
  await picture(page, 'start-with-account')
  await expectAccessible(page, 'the start dialog')
  // The next pictures choose it on the page of the subscription.
  await start.getByLabel('Use existing account').selectOption('None')
  await start.getByRole('button', { name: 'Start subscription' }).click()
  await page.getByText('Subscription started').waitFor()

  await page.getByRole('link', { name: 'Business Hosting', exact: true }).click()
  await page.getByRole('button', { name: 'Choose account' }).waitFor()
  await picture(page, 'subscription-without-account')
  await page.getByRole('button', { name: 'Choose account' }).click()
  const dialog = page.getByRole('dialog', { name: 'Choose the hosting account' })
  await dialog.getByLabel('Hosting account').selectOption(`${username} on Production Server`)
  await picture(page, 'choose-account')
  await expectAccessible(page, 'the dialog')
  await dialog.getByRole('button', { name: 'Save account' }).click()
  await expect(page.getByRole('link', { name: username })).toBeVisible()
  await picture(page, 'subscription-with-account')
  await expectAccessible(page, 'the subscription')
  await page.getByRole('link', { name: username }).click()
  await page.getByRole('link', { name: 'Business Hosting' }).waitFor()
  await picture(page, 'hosting-with-plan')
  await expectAccessible(page, 'the Hosting tab')
})
