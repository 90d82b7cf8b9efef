import { expect, test } from '../system/test.ts'
import { picture } from './camera.ts'
import { settled } from './seeded-scene.ts'
import { pictureStates } from './states.ts'

test.use({ world: 'own' })
test.describe.configure({ timeout: 600_000 })

const id = (last: number) => `00000000-0000-7000-8000-${String(last).padStart(12, '0')}`
const euro = (amount: string) => [{ amount, currency: 'EUR' }]
const names = [
  'Ada Lovelace',
  'Wolfgang Zimmermann-Hohenstein Webagentur und Hosting GmbH & Co. KG',
  'דנה לוי',
]

const state = {
  isEnabled: true,
  brake: {
    day: '2026-11-23',
    suspended: 0,
    pending: 23,
    limit: 20,
    stoppedAt: '2026-11-23T09:00:00.000Z',
    toConfirm: 23,
  },
  wishes: names.map((customerName, index) => ({
    accountId: id(index),
    username: `account${index}`,
    customerId: id(index),
    customerName,
    wanted: index !== 1,
    why: 'Overdue since 2026-11-10: INV-2026-00042.',
    since: '2026-11-23T08:00:00.000Z',
    operationId: index === 2 ? null : id(index),
    accountStatus: 'active',
  })),
}
const forecast = {
  asOf: '2026-11-23',
  until: '2026-11-24',
  isEnabled: true,
  counts: { reminders: 1, lateFees: 1, suspensions: 1, terminationTasks: 0 },
  items: (['remind', 'late-fee', 'suspend', 'ask-to-terminate'] as const).map((action, index) => ({
    on: '2026-11-24',
    action,
    customerId: id(index),
    customerName: names[index % 3] ?? '',
    invoiceNumbers: ['INV-2026-00042', 'INV-2026-00057'],
    due: euro('123456'),
    fees: action === 'late-fee' ? euro('1500') : [],
    accounts: index > 1 ? [{ id: id(index), username: 'account' }] : [],
  })),
}
const cases = {
  items: names.map((customerName, index) => ({
    id: id(index),
    customerId: id(index),
    customerName,
    state: index === 2 ? 'exhausted' : 'open',
    dueOn: '2026-11-10',
    due: euro('11900'),
    invoiceNumbers: ['INV-2026-00042'],
    steps: [{ action: 'remind', doneOn: '2026-11-13', dueOn: '2026-11-10', isSkipped: false }],
    nextStepOn: index === 2 ? null : '2026-11-24',
    heldUntil: index === 1 ? '2026-12-24' : null,
    holdReason: index === 1 ? 'Disputes the amount' : null,
    openedAt: '2026-11-13T08:00:00.000Z',
  })),
  nextCursor: null,
}

test('dunning in every state', async ({ page }) => {
  await page.goto('/dunning')
  await settled(page)
  await picture(page, 'dunning-empty')
  for (const [path, json] of [
    ['**/api/v1/dunning', state],
    ['**/api/v1/dunning/forecast*', forecast],
    ['**/api/v1/dunning/cases*', cases],
  ] as const)
    await page.route(path, (route) => route.fulfill({ json }))
  await page.goto('/dunning')
  await settled(page)
  await picture(page, 'dunning')
  await page.getByRole('button', { name: 'Confirm 23 accounts' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await picture(page, 'dunning-confirm')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Hold the case of Ada Lovelace' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await picture(page, 'dunning-hold')
  await page.unrouteAll()
  await pictureStates(page, 'dunning', '/dunning')
})
