import { newPerson } from '../steps/people.ts'
import { addPlan, sell, setUpCompany } from '../steps/sales.ts'
import { dateOf, expect, test } from '../system/timed-test.ts'
import { picture } from './camera.ts'
import { settled } from './seeded-scene.ts'
import { pictureStates } from './states.ts'

test.describe.configure({ timeout: 300_000 })

const files = 'Choose a bank file'
const csv = (rows: readonly string[]) => ({
  name: 'march.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(['Date;Amount;Currency;Name;Reference', ...rows].join('\r\n')),
})

test('bank statements, from the empty page to the payments', async ({ page }) => {
  await setUpCompany(page.request)
  const priceId = await addPlan(page.request, { name: 'Hosting M', amount: '10000' })
  const names = ['Ada Lovelace', 'Grace Hopper', 'Alan Turing']
  const [ada, grace, alan] = await Promise.all(
    names.map((name) => sell(page.request, priceId, { person: newPerson(name) })),
  )
  await page.goto('/payments/statements')
  await settled(page)
  await picture(page, 'bank-statements-empty')
  const day = dateOf('03-01')
  await page.getByLabel(files).setInputFiles(csv([`${day};five;EUR;Ada;x`]))
  await expect(page.getByRole('alert').filter({ hasText: 'column "Amount"' })).toBeVisible()
  await picture(page, 'bank-statements-error')
  await page
    .getByLabel(files)
    .setInputFiles(
      csv([
        `${day};119,00;EUR;Ada Lovelace;Invoice ${ada?.invoice.number}`,
        `${day};100,00;EUR;Grace Hopper;${grace?.invoice.number}`,
        `${day};119,00;EUR;Alan Turing;hosting`,
        `${day};77,00;SEK;Dee Unknown;hello`,
        `${day};-3,50;EUR;Bank;Account fee`,
      ]),
    )
  await expect(page.getByRole('heading', { name: 'march.csv', level: 1 })).toBeVisible()
  expect(alan?.invoice.number).toBeTruthy()
  await settled(page)
  await picture(page, 'bank-statement', {
    'wide-light': 'bank-statement',
    'phone-light': 'bank-statement-phone',
  })
  const path = new URL(page.url()).pathname
  await page.getByRole('button', { name: /^Record \d+ payments?$/ }).click()
  await expect(page.getByText(/payments? recorded/)).toBeVisible()
  await picture(page, 'bank-statement-recorded')
  await page.goto('/payments/statements')
  await settled(page)
  await picture(page, 'bank-statements')
  await pictureStates(page, 'bank-statement', path)
})
