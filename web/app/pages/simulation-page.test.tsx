import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { ids, simulated, simulatedEvent, simulatedStep } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const text = words.simulation

describeRoute('/simulation', {
  async loading() {
    openPage('/simulation', { simulation: { run: never } })
    expect(await screen.findByRole('heading', { name: text.title, level: 1 })).toBeVisible()
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    const events = [
      simulatedEvent(),
      simulatedStep({ kind: 'suspension', numbers: [], accounts: [{ id: ids.ada, username: 'ada' }] }),
      simulatedStep({ kind: 'stopped', numbers: [], message: 'No tax rate is valid.' }),
    ]
    openPage('/simulation', { simulation: { run: () => simulated(events, 7) } })
    expect(await screen.findByText('Dec 2026')).toBeVisible()
    expect(screen.getByText('New invoice 1 · 2 x Hosting · Due Dec 15, 2026')).toBeVisible()
    expect(screen.getByText('Hosting: ada')).toBeVisible()
    expect(screen.getByText('No tax rate is valid.')).toBeVisible()
    expect(screen.getByText(text.leftOut('7'))).toBeVisible()
    expect(screen.getByText(text.span('Nov 23, 2026', 'Nov 22, 2027', '1'))).toBeVisible()
    expect(screen.getAllByText('€238.00')).toHaveLength(2)
  },
  async empty() {
    openPage('/simulation')
    expect(await screen.findByText(text.none)).toBeVisible()
  },
  async error() {
    openPage('/simulation', { simulation: { run: refuses('Too many customers.') } })
    expect(await screen.findByText('Too many customers.')).toBeVisible()
  },
})

test('the choices are asked of the API, kept in the address, and used by the export', async () => {
  const asked: unknown[] = []
  const user = openPage(`/simulation?customer=${ids.ada}`, {
    simulation: {
      run: (input) => {
        asked.push(input)
        return simulated()
      },
    },
  })
  await screen.findByText(text.none)
  await user.selectOptions(screen.getByLabelText(text.months), '36')
  await user.selectOptions(screen.getByLabelText(text.pays), 'late-14')
  await waitFor(() =>
    expect(asked.at(-1)).toEqual({ months: 36, pays: 'late', lateDays: 14, customerId: ids.ada }),
  )
  const href = screen.getByRole('link', { name: text.exportCsv }).getAttribute('href')
  expect(href).toContain(`/api/v1/simulation/export?months=36&pays=late&lateDays=14&customerId=${ids.ada}`)
  await user.click(screen.getByRole('button', { name: new RegExp(text.oneCustomer) }))
  await waitFor(() => expect(asked.at(-1)).toEqual({ months: 36, pays: 'late', lateDays: 14 }))
})

test('the filter names the customer of the events', async () => {
  openPage(`/simulation?customer=${ids.ada}`, { simulation: { run: () => simulated([simulatedEvent()]) } })
  expect(await screen.findByRole('button', { name: /^Customer: Ada Lovelace/ })).toBeVisible()
})
