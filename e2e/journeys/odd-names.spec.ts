import { createCustomer, dialog, field, findRow, openAddCustomer, said } from '../steps/add-customer.ts'
import { expectNoSidewaysScroll } from '../steps/layout.ts'
import { newPerson } from '../steps/people.ts'
import { expect, test } from '../system/test.ts'

const names = {
  'of 200 letters': 'Wolfeschlegelsteinhausenbergerdorff'.repeat(6).slice(0, 200),
  'right to left': 'محمد بن موسى الخوارزمي',
  'with emoji': 'Zoë 👩🏽‍💻 O’Connor-Łukasz',
  'that looks like markup': `<script>document.title='owned'</script><img src=x onerror="document.title='owned'">`,
}

for (const [kind, name] of Object.entries(names))
  test(`a name ${kind} is shown as it was typed`, async ({ page }) => {
    const person = { ...newPerson(), fullName: name }
    const form = await openAddCustomer(page)
    await field(form, 'Email').fill(person.email)
    await field(form, 'Full Name').fill(name)
    await field(form, 'Company Name').fill(name)
    await field(form, 'Password').fill(person.password)
    await form.getByRole('button', { name: 'Create Customer', exact: true }).click()
    await expect(said(page, 'Customer created successfully!')).toBeVisible()
    const row = await findRow(page, person)
    await expect(row.getByText(name, { exact: true }).first()).toBeVisible()
    await expectNoSidewaysScroll(page)
    await row.getByRole('link', { name: `View details of ${name}`, exact: true }).click()
    await expect(page.getByRole('heading', { name, level: 1, exact: true })).toBeVisible()
    await page.setViewportSize({ width: 390, height: 844 })
    await expectNoSidewaysScroll(page)
    await page.getByRole('tab', { name: 'Hosting', exact: true }).click()
    await page.getByRole('button', { name: 'Provision Account', exact: true }).click()
    await expect(dialog(page, 'Provision hosting account')).toContainText(name)
    await expect(page).toHaveTitle('NextPanel Billing')
  })

test('201 letters are refused with the limit', async ({ page }) => {
  await createCustomer(page, newPerson())
  const form = await openAddCustomer(page)
  await field(form, 'Full Name').fill('x'.repeat(201))
  await form.getByRole('button', { name: 'Create Customer', exact: true }).click()
  await expect(said(form, 'Full Name can have at most 200 characters.')).toBeVisible()
})
