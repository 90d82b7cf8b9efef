import { expect, test } from '../system/test.ts'
import { picture } from './camera.ts'
import { settled } from './seeded-scene.ts'
import { pictureStates } from './states.ts'

test.use({ world: 'own' })
test.describe.configure({ timeout: 600_000 })

const id = (last: number) => `00000000-0000-7000-8000-${String(last).padStart(12, '0')}`
const euro = (amount: string) => ({ amount, currency: 'EUR' })
const names = [
  'Ada Lovelace',
  'Wolfgang Zimmermann-Hohenstein Webagentur und Hosting GmbH & Co. KG',
  'דנה לוי',
]
const months = Array.from({ length: 12 }, (_, index) => ({
  month: `2027-${String(index + 1).padStart(2, '0')}`,
  currency: 'EUR',
  invoices: 1234,
  net: euro('123456789'),
  tax: euro('23456789'),
  total: euro('146913578'),
  lateFees: euro('1500'),
  paid: euro('146913578'),
  creditUsed: euro('0'),
}))
const kinds = ['invoice', 'payment', 'reminder', 'late-fee', 'suspension', 'unsuspension', 'stopped', 'end']
const events = kinds.map((kind, index) => ({
  on: `2027-01-0${index + 1}`,
  kind,
  customerId: id(index),
  customerName: names[index % 3],
  numbers: ['invoice', 'payment', 'reminder', 'late-fee'].includes(kind) ? ['new-00001'] : [],
  amount: ['invoice', 'payment', 'late-fee'].includes(kind) ? euro('123456') : null,
  invoice:
    kind === 'invoice'
      ? {
          dueOn: '2027-01-15',
          net: euro('100000'),
          tax: euro('23456'),
          total: euro('123456'),
          lines: [
            { description: 'Business hosting', quantity: 2, period: null, net: euro('90000') },
            { description: 'Backup', quantity: 1, period: null, net: euro('10000') },
          ],
        }
      : null,
  accounts: kind.endsWith('suspension') ? [{ id: id(index), username: 'account' }] : [],
  subscriptionId: kind === 'end' ? id(index) : null,
  message: kind === 'stopped' ? 'No tax rate of the category "reduced" is valid on 2027-01-07 for DE.' : null,
}))
const forecast = {
  from: '2027-01-01',
  until: '2028-01-01',
  customers: 1234,
  months,
  counts: [],
  events,
  eventsLeftOut: 60,
}
const nothing = { ...forecast, months: [], events: [], eventsLeftOut: 0 }

test('the forecast in every state', async ({ page }) => {
  const answer = async (json: object) => {
    await page.unrouteAll()
    await page.route('**/api/v1/simulation?*', (route) => route.fulfill({ json }))
    await page.goto(`/simulation?customer=${id(1)}`)
    await settled(page)
  }
  await answer(nothing)
  await picture(page, 'forecast-empty')
  await answer(forecast)
  await expect(page.getByRole('cell', { name: 'Dec 2027' })).toBeVisible()
  await picture(page, 'forecast')
  await page.unrouteAll()
  await pictureStates(page, 'forecast', '/simulation')
})
