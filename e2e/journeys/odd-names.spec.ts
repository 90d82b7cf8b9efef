import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  createCustomer,
  dialog,
  field,
  fillCustomer,
  fillHosting,
  findRow,
  openAddCustomer,
  textOf,
} from '../steps/add-customer.ts'
import { expectNoSidewaysScroll } from '../steps/layout.ts'
import { newPerson } from '../steps/people.ts'
import { addServerByApi } from '../system/server-by-api.ts'
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
    await expect(textOf(page, 'Customer created successfully!')).toBeVisible()
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
    await expect(page).toHaveTitle(`${name} - Hosting - NextPanel Billing`)
  })

test('a name of 201 letters is refused with the limit', async ({ page }) => {
  await createCustomer(page, newPerson())
  const form = await openAddCustomer(page)
  await field(form, 'Full Name').fill('x'.repeat(201))
  await form.getByRole('button', { name: 'Create Customer', exact: true }).click()
  await expect(textOf(form, 'Full Name can have at most 200 characters.')).toBeVisible()
})

/** A panel that refuses every account with this text. */
async function panelThatSays(words: string) {
  const server = createServer((request, response) => {
    const isList = request.method === 'GET' && request.url?.startsWith('/api/v1/billing')
    const isHealth = request.url === '/api/health'
    request.resume().on('end', () => {
      response.writeHead(isHealth || isList ? 200 : 400, { 'content-type': 'application/json' })
      response.end(JSON.stringify(isHealth ? { status: 'healthy' } : isList ? [] : { detail: words }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, close: () => server.close(() => {}) }
}

test.describe("in the server's fields and in the panel's own text", () => {
  test.use({ world: 'own' })
  test.describe.configure({ timeout: 90_000 })

  test('no script runs and the layout is intact', async ({ page, billing }) => {
    const markup = names['that looks like markup']
    const said400 = `${markup} ${names['right to left']} ${names['of 200 letters']}`
    const panel = await panelThatSays(said400)
    const key = { apiKey: 'npk_odd_words', apiSecret: 'nps_odd_words' }
    const server = { name: markup.slice(0, 100), capacity: 100, location: names['right to left'] }
    await addServerByApi(page.request, billing.url, { url: panel.url, ...key }, server)
    await page.goto('/server')
    await expect(page.getByText(server.name, { exact: true }).first()).toBeVisible()
    await expectNoSidewaysScroll(page)

    const form = await openAddCustomer(page)
    const person = { ...newPerson(), companyName: names['with emoji'] }
    await fillCustomer(form, { ...person, fullName: markup })
    await fillHosting(form, person)
    await page.setViewportSize({ width: 390, height: 844 })
    await expectNoSidewaysScroll(page)
    await form.getByRole('button', { name: 'Create & Provision', exact: true }).click()
    await expect(page.getByText(/^Customer created, but provisioning failed:/)).toContainText(
      names['right to left'],
      {
        timeout: 15_000,
      },
    )
    await expectNoSidewaysScroll(page)
    await page.getByRole('link', { name: 'See the timeline' }).click()
    await expect(page.getByRole('heading', { name: 'Timeline' })).toBeVisible()
    await expect(page.getByText(names['right to left']).first()).toBeVisible()
    await expectNoSidewaysScroll(page)
    await expect(page).toHaveTitle(/^(\(\d+\) )?Create .* - NextPanel Billing$/)
    panel.close()
  })
})
