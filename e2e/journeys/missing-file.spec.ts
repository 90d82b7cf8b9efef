import { createCustomer, findRow } from '../steps/add-customer.ts'
import { newPerson } from '../steps/people.ts'
import { expect, test } from '../system/test.ts'

test('a page whose file is missing reloads once, then offers a retry beside the navigation', async ({
  page,
}) => {
  const person = newPerson()
  await createCustomer(page, person)
  const row = await findRow(page, person)
  let loads = 0
  page.on('load', () => {
    loads += 1
  })
  const pageFile = /\/assets\/customer-page-[^/]*\.js/
  await page.route(pageFile, (route) => route.fulfill({ status: 404, body: 'Not found' }))
  await row.getByRole('link', { name: /^View details of/ }).click()
  const alert = page.getByRole('alert').filter({ hasText: 'could not be loaded' })
  await expect(alert.getByRole('button', { name: 'Retry' })).toBeVisible()
  expect(loads).toBe(1)

  await page.getByRole('link', { name: 'Server', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Server', level: 1 })).toBeVisible()
  await page.goBack()
  await expect(alert).toBeVisible()
  await page.unroute(pageFile)
  await alert.getByRole('button', { name: 'Retry' }).click()
  await expect(page.getByRole('heading', { name: person.fullName, level: 1 })).toBeVisible()
})
