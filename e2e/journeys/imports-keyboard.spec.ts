import { focused, tabTo } from '../steps/tab-to.ts'
import { addServerByApi } from '../system/server-by-api.ts'
import { expect, test } from '../system/test.ts'

test.use({ world: 'own' })

test('a file is imported by the keyboard alone, and the focus is never lost', async ({
  page,
  billing,
  panel,
}) => {
  test.slow()
  await addServerByApi(page.request, billing.url, panel, { name: 'Keyboard Server', capacity: 500 })
  await page.goto('/imports')
  await expect(page.getByText('No imports yet')).toBeVisible()
  const people = Array.from({ length: 20 }, (_, index) => `keys${index}@example.com,Person ${index},`)
  const chooser = page.waitForEvent('filechooser')
  await tabTo(page, 'Choose a CSV file')
  await page.keyboard.press('Enter')
  await (await chooser).setFiles({
    name: 'keyboard.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(['Email,Full Name,Firm', ...people, 'not an address,Person X,'].join('\n')),
  })
  await expect(page.getByRole('heading', { name: 'keyboard.csv' })).toBeFocused()

  // Each choice is saved, and the focus stays on its field.
  await tabTo(page, 'Hosting')
  await page.keyboard.type('Create customers and their')
  await expect(page.getByLabel('Hosting', { exact: true })).toHaveValue('create')
  await expect(page.getByLabel('Hosting', { exact: true })).toBeFocused()
  await tabTo(page, 'Passwords')
  await page.keyboard.type('Generate')
  await expect(page.getByLabel('Passwords')).toHaveValue('generate')
  await tabTo(page, 'Meaning of the column Firm')
  await page.keyboard.type('Company')
  const firm = page.getByLabel('Meaning of the column Firm')
  await expect(firm).toHaveValue('companyName')
  await expect(firm).toBeFocused()
  await page.reload()
  await expect(firm).toHaveValue('companyName')
  await expect(page.getByLabel('Hosting', { exact: true })).toHaveValue('create')

  await tabTo(page, 'Check the rows')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Email is not a valid address.').first()).toBeVisible()
  await expect(focused(page)).toBeVisible()
  await tabTo(page, 'Import 20 rows')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('progressbar', { name: 'Rows processed' })).toBeVisible()
  await expect(focused(page)).toBeVisible()
  await tabTo(page, 'Pause')
  await page.keyboard.press('Enter')
  await tabTo(page, /Resume|Download failed rows/)
  await expect(page.getByText(/^(Paused|Finished)$/)).toBeVisible()
  if (await page.getByRole('button', { name: 'Resume' }).isVisible()) {
    await page.getByRole('button', { name: 'Resume' }).focus()
    await page.keyboard.press('Enter')
  }
  await expect(page.getByText('Finished', { exact: true })).toBeVisible({ timeout: 60_000 })
  await expect(focused(page)).toBeVisible()
  await page.getByRole('heading', { name: 'keyboard.csv' }).focus()
  const file = page.waitForEvent('download')
  await tabTo(page, 'Download failed rows')
  await page.keyboard.press('Enter')
  expect((await file).suggestedFilename()).toBe('keyboard-failed.csv')
  const credentials = page.waitForEvent('download')
  await tabTo(page, 'Download credentials')
  await page.keyboard.press('Enter')
  await credentials
  await expect(page.getByText('They are no longer stored here.')).toBeVisible()
  await expect(focused(page)).toBeVisible()
})
