import { readFile } from 'node:fs/promises'
import type { Browser, Page } from '@playwright/test'
import type { Invoice } from '#contracts/invoices/schemas.ts'
import { newPerson, type Person } from '../steps/people.ts'
import { addPlan, sell, setUpCompany } from '../steps/sales.ts'
import { signInByForm } from '../steps/session.ts'
import { readPdfPages } from '../system/read-pdf.ts'
import { expect, test } from '../system/timed-test.ts'

test.describe.configure({ timeout: 240_000 })

const longName =
  'Wolfgang Zimmermann-Hohenstein Webagentur, Softwareentwicklung und Hosting für die Region Nord-Ostsee GmbH & Co. KG'

/** Signs in by the form, as the customer does. */
async function openPortal(browser: Browser, baseURL: string, person: Person): Promise<Page> {
  const theirs = await browser.newPage({ baseURL, locale: 'en-GB', timezoneId: 'UTC' })
  await theirs.goto('/login')
  await signInByForm(theirs, person)
  await expect(theirs.getByRole('heading', { name: 'My invoices' })).toBeVisible()
  return theirs
}

/** Downloads the PDF by its link, keeps it among the results, and returns the text of its pages. */
async function downloadPdf(theirs: Page, { number }: Pick<Invoice, 'number'>): Promise<readonly string[]> {
  const downloading = theirs.waitForEvent('download')
  await theirs.getByRole('link', { name: `Download Invoice ${number} as PDF` }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe(`${number}.pdf`)
  const path = test.info().outputPath(`${number}.pdf`)
  await download.saveAs(path)
  return readPdfPages(await readFile(path))
}

test('a customer signs in, sees what is owed and how to pay, and downloads the invoice', async ({
  page,
  browser,
  billing,
}) => {
  await setUpCompany(page.request)
  const priceId = await addPlan(page.request, { name: 'Hosting M', amount: '10000' })
  const sold = await sell(page.request, priceId)
  const number = sold.invoice.number ?? ''
  const theirs = await openPortal(browser, billing.url, sold.person)
  await expect(theirs.getByText('€119.00 to pay')).toBeVisible()
  await expect(theirs.getByRole('listitem').filter({ hasText: `Invoice ${number}` })).toContainText('Open')
  for (const [term, value] of [
    ['Account holder', 'Example Hosting GmbH'],
    ['IBAN', 'DE89 3704 0044 0532 0130 00'],
    ['BIC', 'COBADEFFXXX'],
    ['Payment reference', number],
  ] as const)
    await expect(
      theirs.locator('dl > div').filter({ has: theirs.locator('dt').getByText(term, { exact: true }) }),
    ).toContainText(value)
  const pages = await downloadPdf(theirs, sold.invoice)
  expect(pages).toHaveLength(1)
  for (const text of [
    `Invoice ${number}`,
    'Ada Lovelace Lange Str. 12 20095 Hamburg',
    'Net total 100.00 EUR',
    'VAT 19% of 100.00 EUR 19.00 EUR',
    'Total 119.00 EUR',
    'Please pay 119.00 EUR by 15 Mar',
    'IBAN DE89 3704 0044 0532 0130 00',
    `Payment reference ${number}`,
    'Page 1 of 1',
  ])
    expect(pages[0]).toContain(text)
  await theirs.close()
})

test('names of any length and script are printed', async ({ page, browser, billing }) => {
  await setUpCompany(page.request)
  const priceId = await addPlan(page.request, { name: 'Hosting M', amount: '10000' })
  const people = [
    { ...newPerson('Ada Lovelace'), companyName: longName },
    newPerson('דנה לוי'),
    newPerson('محمد العربي'),
  ]
  for (const person of people) {
    const sold = await sell(page.request, priceId, { person })
    const theirs = await openPortal(browser, billing.url, person)
    const pages = await downloadPdf(theirs, sold.invoice)
    await theirs.close()
    expect(pages).toHaveLength(1)
    expect(pages[0]).toContain('Total 119.00 EUR')
    expectName(pages[0] ?? '', person)
  }
})

const lettersOf = (word: string) => [...word.normalize('NFKC')].toSorted().join('')

/** Every letter of every word is there. A PDF can store a script from right to left in either order. */
function expectName(page: string, { fullName, companyName }: Person): void {
  const printed = page.split(' ').map(lettersOf)
  for (const word of (companyName ?? fullName).split(' ')) expect(printed, word).toContain(lettersOf(word))
}
