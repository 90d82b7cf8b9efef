import { readFileSync } from 'node:fs'
import { expectNoSidewaysScroll } from '../steps/layout.ts'
import { addServerByApi } from '../system/server-by-api.ts'
import { expect, test } from '../system/test.ts'

test.use({ world: 'own' })

const fileOf = (rows: readonly string[]) => ({
  name: 'old customers.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(rows.join('\r\n')),
})

test('a file is uploaded, mapped, checked, corrected, imported, paused, resumed, and its failed rows downloaded', async ({
  page,
  billing,
  panel,
}) => {
  test.slow()
  const name = 'Import Server'
  await addServerByApi(page.request, billing.url, panel, { name, capacity: 500 })
  await page.goto('/customers')
  await page.getByRole('link', { name: 'Import' }).click()
  await expect(page.getByText('No imports yet')).toBeVisible()
  const people = Array.from({ length: 30 }, (_, index) => `import${index}@example.com;Person ${index};`)
  await page
    .getByLabel('Choose a CSV file')
    .setInputFiles(fileOf(['Contact;Client;Plan', ...people, 'not an address;Person X;', ';;']))
  await expect(page.getByRole('heading', { name: 'old customers.csv' })).toBeVisible()
  await expect(page.getByText('Read as UTF-8, separated by semicolons.')).toBeVisible()

  // The columns have unusual names, and one cell is no address.
  await page.getByLabel('Meaning of the column Contact').selectOption('Email')
  await expect(page.getByLabel('Meaning of the column Contact')).toHaveValue('email')
  await page.getByLabel('Meaning of the column Client').selectOption('Full Name')
  await page
    .getByLabel('Hosting', { exact: true })
    .selectOption('Create customers and their hosting accounts')
  await page.getByLabel('NextPanel Server').selectOption(name)
  await page.getByLabel('Passwords').selectOption('Generate passwords')
  await expect(page.getByLabel('Passwords')).toHaveValue('generate')
  await page.getByRole('button', { name: 'Check the rows' }).click()
  await expect(page.getByText('Email is not a valid address.').first()).toBeVisible()
  await expect(page.getByText('Row 32', { exact: true })).toBeVisible()

  await page.getByRole('button', { name: 'Import 30 rows' }).click()
  await expect(page.getByRole('progressbar', { name: 'Rows processed' })).toBeVisible()
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.reload()
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(page.getByText('Finished', { exact: true })).toBeVisible({ timeout: 60_000 })

  const failed = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download failed rows' }).click()
  const failedFile = await failed
  expect(failedFile.suggestedFilename()).toBe('old-customers-failed.csv')
  const lines = readFileSync(await failedFile.path(), 'utf8')
    .trim()
    .split('\r\n')
  expect(lines[0]).toBe('Contact;Client;Plan;Reason')
  expect(lines).toHaveLength(2)
  expect(lines[1]).toContain('not an address;Person X;;Email is not a valid address.')

  const credentials = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download credentials' }).click()
  const sheet = readFileSync(await (await credentials).path(), 'utf8')
    .trim()
    .split('\r\n')
  expect(sheet).toHaveLength(31)
  expect(sheet[1]).toMatch(/^import0@example\.com;Person 0;\S{20};;\w+;\S{20};/)
  await expect(page.getByText('They are no longer stored here.')).toBeVisible()

  await page.setViewportSize({ width: 390, height: 844 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectNoSidewaysScroll(page)
  await page.getByRole('link', { name: 'Person 0', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Person 0' })).toBeVisible()
})

test('the same file changes nothing the second time', async ({ page }) => {
  const rows = ['Email,Full Name', 'twice1@example.com,Twice One', 'twice2@example.com,Twice Two']
  for (const expected of ['Import 2 rows', null]) {
    await page.goto('/imports')
    await page.getByLabel('Choose a CSV file').setInputFiles(fileOf(rows))
    await page.getByRole('button', { name: 'Check the rows' }).click()
    await expect(page.getByRole('button', { name: 'Check again' })).toBeVisible()
    if (expected) {
      await page.getByRole('button', { name: expected }).click()
      await expect(page.getByText('Finished', { exact: true })).toBeVisible()
    }
  }
  await expect(page.getByText('Already exist here')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Import \d/ })).toHaveCount(0)
})
