import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import {
  dunningCase,
  dunningForecast,
  dunningState,
  forecastStep,
  staffAs,
  waitingWish,
} from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const text = words.dunning
const stopped = () =>
  dunningState({
    brake: {
      day: '2026-11-23',
      suspended: 0,
      pending: 23,
      limit: 20,
      stoppedAt: '2026-11-23T09:00:00.000Z',
      toConfirm: 23,
    },
  })

describeRoute('/dunning', {
  async loading() {
    openPage('/dunning', { dunning: { state: never } })
    expect(await screen.findByRole('heading', { name: text.title, level: 1 })).toBeVisible()
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    openPage('/dunning', {
      dunning: {
        state: () => dunningState({ wishes: [waitingWish({ wanted: false })] }),
        cases: () => ({ items: [dunningCase()], nextCursor: null }),
        forecast: () => dunningForecast([forecastStep()]),
      },
    })
    const waiting = (await screen.findByText(text.toRestore)).closest('li')
    expect(waiting).toHaveTextContent(/Ada Lovelace · /)
    expect(await screen.findByText(/Next step on Nov 24, 2026/)).toBeVisible()
    expect(await screen.findByText(/Hosting: ada/)).toBeVisible()
    expect(screen.getAllByText('€119.00')).toHaveLength(2)
  },
  async empty() {
    openPage('/dunning', { dunning: { state: () => dunningState({ isEnabled: false }) } })
    expect(await screen.findByText(text.off)).toBeVisible()
    expect(await screen.findByText(text.noCases)).toBeVisible()
    expect(await screen.findByText(text.noForecast)).toBeVisible()
  },
  async error() {
    openPage('/dunning', { dunning: { state: refuses('Dunning is not available.') } })
    expect(await screen.findByText('Dunning is not available.')).toBeVisible()
  },
})

test('staff confirm the number of stopped suspensions', async () => {
  const asked: unknown[] = []
  const user = openPage('/dunning', {
    dunning: {
      state: () => (asked.length > 0 ? dunningState() : stopped()),
      confirmBrake: (input) => {
        asked.push(input)
        return dunningState()
      },
    },
  })
  expect(await screen.findByText(text.brakeStopped(23))).toBeVisible()
  await user.click(screen.getByRole('button', { name: text.confirm(23) }))
  const dialog = await screen.findByRole('dialog', { name: text.confirmTitle })
  await user.click(within(dialog).getByRole('button', { name: text.confirm(23) }))
  expect(await screen.findByText(text.confirmed)).toBeVisible()
  expect(asked).toEqual([{ accounts: 23 }])
})

test('a case is placed on hold with a reason', async () => {
  const asked: unknown[] = []
  const user = openPage('/dunning', {
    dunning: {
      cases: () => ({ items: [dunningCase()], nextCursor: null }),
      hold: (input) => {
        asked.push(input)
        return dunningCase({ heldUntil: '2026-12-24' })
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: text.holdOf('Ada Lovelace') }))
  const dialog = await screen.findByRole('dialog')
  await user.type(within(dialog).getByLabelText(text.holdUntil), '2026-12-24')
  await user.type(within(dialog).getByLabelText(text.holdReason), 'Disputed')
  await user.click(within(dialog).getByRole('button', { name: text.hold }))
  await waitFor(() =>
    expect(asked).toEqual([{ id: dunningCase().id, until: '2026-12-24', reason: 'Disputed' }]),
  )
})

test('a role without the permissions has no buttons', async () => {
  openPage(
    '/dunning',
    { dunning: { state: stopped, cases: () => ({ items: [dunningCase()], nextCursor: null }) } },
    staffAs('support'),
  )
  expect(await screen.findByText(text.brakeStopped(23))).toBeVisible()
  expect(await screen.findByText(/Next step on/)).toBeVisible()
  expect(screen.queryByRole('button', { name: text.confirm(23) })).toBeNull()
  expect(screen.queryByRole('button', { name: text.holdOf('Ada Lovelace') })).toBeNull()
})
