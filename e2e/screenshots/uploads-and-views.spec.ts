import type { Page } from '@playwright/test'
import { picture } from './camera.ts'
import { settled, test } from './seeded-scene.ts'
import { pictureStates } from './states.ts'

// Its name comes last, because the customers that it imports would fill the pictures of the other files.
test.describe.configure({ timeout: 600_000 })

const firstNames = ['Grace', 'Edsger', 'Barbara', 'Donald', 'Frances', 'Niklaus', 'Radia', 'Ken']
const lastNames = ['Hopper', 'Dijkstra', 'Liskov', 'Knuth', 'Allen', 'Wirth', 'Perlman', 'Thompson']

/** A row for each first and each last name, of invented people. */
const people = (domain: string) =>
  firstNames.flatMap((first) =>
    lastNames.map(
      (last) => `${first.toLowerCase()}.${last.toLowerCase()}@${domain};${first} ${last};;active`,
    ),
  )

async function upload(page: Page, name: string, rows: readonly string[]): Promise<void> {
  await page.goto('/imports')
  await page.getByLabel('Choose a CSV file').setInputFiles({
    name,
    mimeType: 'text/csv',
    buffer: Buffer.from(rows.join('\r\n')),
  })
  await page.getByRole('heading', { name, level: 1 }).waitFor()
  await settled(page)
}

test('imports, from the empty list to the results', async ({ staff: page }) => {
  await page.goto('/imports')
  await settled(page)
  await picture(page, 'imports-empty')
  await upload(page, 'customers 2025.csv', [
    'Email;Full Name;Notes;Status',
    // Enough rows that the import still runs while the pictures are taken.
    ...Array.from({ length: 40 }, (_, index) => people(`import${index + 1}.example`)).flat(),
    'not an address;Alan Perlis;;active',
    'grace.hopper@import1.example;Grace Again;;active',
  ])
  await page
    .getByLabel('Hosting', { exact: true })
    .selectOption('Create customers and their hosting accounts')
  await page.getByLabel('Passwords').selectOption('Generate passwords')
  await page.waitForTimeout(500)
  await picture(page, 'import-mapping', { 'wide-light': 'import-mapping' })
  await page.getByRole('button', { name: 'Check the rows', exact: true }).click()
  await page.getByRole('button', { name: /^Import \d+ rows$/ }).waitFor()
  await settled(page)
  await picture(page, 'import-check', { 'wide-light': 'import-check' })
  // Some servers of this system are in trouble on purpose, so an import with hosting would wait for hours.
  await page.getByLabel('Hosting', { exact: true }).selectOption('Create customers only')
  await page.getByRole('button', { name: 'Check the rows', exact: true }).click()
  await page.getByRole('button', { name: /^Import \d+ rows$/ }).click()
  await page.getByRole('progressbar', { name: 'Rows processed' }).waitFor()
  await page.waitForTimeout(1_500)
  await picture(page, 'import-running', { 'wide-light': 'import-running' })
  const paused = page.getByRole('button', { name: 'Pause', exact: true })
  if (await paused.isVisible()) {
    await paused.click()
    await page.getByRole('button', { name: 'Resume', exact: true }).waitFor()
    await picture(page, 'import-paused')
    await page.getByRole('button', { name: 'Resume', exact: true }).click()
  }
  await page.getByText('Finished', { exact: true }).waitFor({ timeout: 180_000 })
  await page.waitForTimeout(1_500)
  await picture(page, 'import-finished', { 'wide-light': 'import-finished' })
  const address = new URL(page.url()).pathname
  await page.getByRole('button', { name: 'Download credentials', exact: true }).click()
  await page.getByText('They are no longer stored here.').waitFor()
  await picture(page, 'import-credentials-gone')
  await upload(page, 'one column.csv', ['Email', 'someone@import.example'])
  await page.getByRole('button', { name: 'Cancel the import', exact: true }).click()
  await page.getByRole('dialog').waitFor()
  await picture(page, 'import-cancel')
  await page.keyboard.press('Escape')
  await page.goto('/imports')
  await settled(page)
  await picture(page, 'imports', { 'wide-light': 'imports' })
  await pictureStates(page, 'import', address)
})

test('API tokens, from the empty list to a new token', async ({ staff: page, seeded }) => {
  const path = '/settings/api-tokens'
  await page.goto(path)
  await settled(page)
  await picture(page, 'api-tokens-empty')
  const monthMs = 30 * 86_400_000
  for (const [name, permissions, expiresAt] of [
    ['Shop', ['customers.read', 'customers.write', 'hosting.write'], null],
    ['Monitoring', ['operations.read', 'servers.read'], new Date(Date.now() + monthMs).toISOString()],
  ] as const)
    await page.request.post(`${seeded.url}/api/v1/api-tokens`, { data: { name, permissions, expiresAt } })
  await page.goto(path)
  await settled(page)
  await picture(page, 'api-tokens', { 'wide-light': 'api-tokens' })
  await page.getByRole('button', { name: 'Create Token', exact: true }).first().click()
  const form = page.getByRole('dialog')
  await form.waitFor()
  await picture(page, 'api-tokens-create')
  await form.getByLabel('Name').fill('Reports')
  await form.getByRole('checkbox').first().check()
  await form.getByRole('button', { name: 'Create Token', exact: true }).click()
  await form.getByText('Copy the token now.').waitFor()
  await picture(page, 'api-tokens-created')
})

test('saved views and columns', async ({ staff: page }) => {
  await page.goto('/customers?hosting=needs-attention&sort=fullName')
  await settled(page)
  await page.getByRole('button', { name: 'Views', exact: true }).click()
  const views = page.getByRole('dialog')
  await views.getByText('No saved views yet.').waitFor()
  await picture(page, 'views-empty')
  for (const [query, name] of [
    ['?hosting=needs-attention&sort=fullName', 'Hosting to fix'],
    ['?status=inactive', 'Inactive customers'],
    ['?hosting=some&columns=username,server,status,created', 'Accounts by server'],
  ] as const) {
    await page.goto(`/customers${query}`)
    await settled(page)
    await page.getByRole('button', { name: 'Views', exact: true }).click()
    await views.getByRole('textbox', { name: 'Name' }).fill(name)
    await views.getByRole('button', { name: 'Save current view', exact: true }).click()
    await views.waitFor({ state: 'hidden' })
  }
  await picture(page, 'customers-columns')
  await page.getByRole('button', { name: 'Views', exact: true }).click()
  await views.getByRole('link', { name: /Hosting to fix/ }).waitFor()
  await page.waitForTimeout(3_500)
  await picture(page, 'views', { 'wide-light': 'views' })
  await views.getByRole('button', { name: 'Rename Inactive customers' }).click()
  await picture(page, 'views-rename')
  await views.getByRole('button', { name: 'Cancel', exact: true }).click()
  await views.getByRole('button', { name: 'Delete Inactive customers' }).click()
  await picture(page, 'views-delete')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Columns', exact: true }).click()
  await page.getByRole('dialog').waitFor()
  await picture(page, 'columns', { 'wide-light': 'columns' })
  await page.goto('/customers?columns=username,server,email,company,hosting,status,created')
  await settled(page)
  await picture(page, 'customers-all-columns')
})
