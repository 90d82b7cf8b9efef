import {
  createCustomer,
  expectServerChosen,
  field,
  fillCustomer,
  findRow,
  openAddCustomer,
  textOf,
} from '../steps/add-customer.ts'
import { newPerson } from '../steps/people.ts'
import { expect, test } from '../system/test.ts'

// S8
const hostingMessages = /^(Hosting (Username|Password)|NextPanel Server) is required\.$/

test('missing required fields are named, and the first one gets the focus', async ({ page }) => {
  const form = await openAddCustomer(page)
  const submit = form.getByRole('button', { name: 'Create Customer', exact: true })
  await submit.click()
  for (const label of ['Email', 'Full Name', 'Password']) {
    await expect(textOf(form, `${label} is required.`)).toBeVisible()
    await expect(field(form, label)).toHaveAttribute('aria-invalid', 'true')
    await expect(field(form, label)).toHaveAccessibleDescription(new RegExp(`${label} is required\\.`))
  }
  await expect(field(form, 'Email')).toBeFocused()
  await expect(field(form, 'Company Name')).not.toHaveAttribute('aria-invalid')
  await expect(form.getByText(hostingMessages)).toHaveCount(0)

  await field(form, 'Email').fill('ada@example.com')
  await submit.click()
  await expect(field(form, 'Full Name')).toBeFocused()
  await expect(textOf(form, 'Email is required.')).toBeHidden()
})

test('invalid input is reported beside its field', async ({ page }) => {
  const form = await openAddCustomer(page)
  await field(form, 'Email').fill('ada at example')
  await field(form, 'Full Name').fill('Ada Lovelace')
  await field(form, 'Password').fill('short')
  await form.getByRole('button', { name: 'Create Customer', exact: true }).click()
  await expect(textOf(form, 'Email is not a valid address. Write it like name@example.com.')).toBeVisible()
  await expect(textOf(form, 'Password needs at least 8 characters.')).toBeVisible()
  await expect(field(form, 'Email')).toBeFocused()
})

test('hosting fields are required only while the box is checked', async ({ page }) => {
  const person = newPerson()
  const form = await openAddCustomer(page)
  const box = field(form, 'Also provision NextPanel hosting account')
  await expect(box).not.toBeChecked()
  await fillCustomer(form, person)
  await box.check()
  // The rule of the server's panel renews the suggestion.
  await expectServerChosen(form)
  await expect(field(form, 'Hosting Username')).toHaveValue(person.username)
  await field(form, 'Hosting Username').fill('')
  await expect(field(form, 'Hosting Password')).toHaveValue(/^.{16,}$/)
  await field(form, 'Hosting Password').fill('')
  await form.getByRole('button', { name: 'Create & Provision', exact: true }).click()
  for (const label of ['Hosting Username', 'Hosting Password'])
    await expect(textOf(form, `${label} is required.`)).toBeVisible()
  await expect(field(form, 'Hosting Username')).toBeFocused()
  await field(form, 'Email').fill(`other.${person.email}`)
  await expect(field(form, 'Hosting Username')).toHaveValue(`other${person.username}`)
  await expect(textOf(form, 'Hosting Username is required.')).toBeHidden()
  await field(form, 'Email').fill(person.email)

  await field(form, 'Hosting Username').fill('Ada Lovelace!')
  await form.getByRole('button', { name: 'Create & Provision', exact: true }).click()
  await expect(
    form.getByText(
      /^Hosting Username may contain only lower-case letters and digits and must start with a letter/,
    ),
  ).toBeVisible()

  await box.uncheck()
  await expect(field(form, 'Hosting Username')).toBeHidden()
  await form.getByRole('button', { name: 'Create Customer', exact: true }).click()
  await expect(textOf(page, 'Customer created successfully!')).toBeVisible()
  await findRow(page, person)
})

test('an email that is taken is refused at its field, and the input is kept', async ({ page }) => {
  const person = newPerson()
  await createCustomer(page, person)
  const form = await openAddCustomer(page)
  await fillCustomer(form, { ...newPerson(), email: person.email.toUpperCase(), fullName: 'Another Person' })
  await form.getByRole('button', { name: 'Create Customer', exact: true }).click()
  await expect(field(form, 'Email')).toHaveAttribute('aria-invalid', 'true')
  await expect(field(form, 'Email')).toHaveAccessibleDescription(/already/)
  await expect(field(form, 'Email')).toBeFocused()
  await expect(field(form, 'Full Name')).toHaveValue('Another Person')

  const free = newPerson()
  await field(form, 'Email').fill(free.email)
  await form.getByRole('button', { name: 'Create Customer', exact: true }).click()
  await expect(textOf(page, 'Customer created successfully!')).toBeVisible()
  await findRow(page, person)
})
