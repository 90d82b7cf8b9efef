import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { ids, importCounts, importDetails, importRow, staffAs } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const text = words.imports
const address = `/imports/${ids.import}`
const rows = () => ({ items: [importRow()], nextCursor: null })

describeRoute('/imports', {
  async loading() {
    openPage('/imports', { imports: { list: never } })
    expect(await screen.findByRole('heading', { name: text.title, level: 1 })).toBeVisible()
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    openPage('/imports', {
      imports: {
        list: () => ({
          items: [importDetails({ status: 'finished', counts: importCounts({ done: 2, failed: 1 }) })],
          nextCursor: null,
        }),
      },
    })
    const row = await screen.findByRole('listitem')
    expect(within(row).getByRole('link', { name: 'customers.csv' })).toHaveAttribute('href', address)
    expect(row).toHaveTextContent('3 rows')
    expect(row).toHaveTextContent('Failed 1')
    expect(row).toHaveTextContent('Finished')
  },
  async empty() {
    openPage('/imports', { imports: { list: () => ({ items: [], nextCursor: null }) } })
    expect(await screen.findByText(text.none)).toBeVisible()
    expect(screen.getByLabelText(text.choose)).toBeInTheDocument()
  },
  async error() {
    openPage('/imports', { imports: { list: refuses('The imports are not available.') } })
    expect(await screen.findByText('The imports are not available.')).toBeVisible()
  },
})

describeRoute('/imports/$importId', {
  async loading() {
    openPage(address, { imports: { get: never } })
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    openPage(address, { imports: { get: () => importDetails(), rows } })
    expect(await screen.findByRole('heading', { name: 'customers.csv', level: 1 })).toBeVisible()
    expect(screen.getByText('Email is not valid.')).toBeVisible()
    expect(screen.getByRole('button', { name: 'Import 2 rows' })).toBeVisible()
    expect(screen.getByRole('combobox', { name: text.columnOf('Email') })).toHaveValue('email')
    expect(await screen.findByText('Ada Lovelace', { selector: 'bdi' })).toBeVisible()
  },
  async empty() {
    openPage(address, {
      imports: {
        get: () => importDetails({ status: 'finished', problems: [] }),
        rows: () => ({ items: [], nextCursor: null }),
      },
    })
    expect(await screen.findByText(text.noRows)).toBeVisible()
  },
  async error() {
    openPage(address, { imports: { get: refuses('The import is not available.') } })
    expect(await screen.findByText('The import is not available.')).toBeVisible()
  },
})

test('a column is mapped, and the import cannot be started before the rows are checked again', async () => {
  const asked: unknown[] = []
  const user = openPage(address, {
    imports: {
      get: () => importDetails(),
      rows,
      change: (input) => {
        asked.push(input)
        return importDetails({ status: 'uploaded' })
      },
    },
  })
  await user.selectOptions(
    await screen.findByRole('combobox', { name: text.columnOf('Notes') }),
    'companyName',
  )
  expect(await screen.findByRole('button', { name: text.check })).toBeVisible()
  expect(asked).toEqual([{ id: ids.import, mapping: { Notes: 'companyName' } }])
  expect(screen.queryByRole('button', { name: 'Import 2 rows' })).not.toBeInTheDocument()
})

test('an import says how many rows wait for their server', async () => {
  const counts = importCounts({ running: 1, waiting: 1 })
  openPage(address, { imports: { get: () => importDetails({ status: 'running', counts }), rows } })
  expect(await screen.findByText('1 waits for its server')).toBeVisible()
})

test('a role that only reads has no upload and no actions', async () => {
  openPage(address, { imports: { get: () => importDetails(), rows } }, staffAs('read-only'))
  await screen.findByRole('heading', { name: 'customers.csv', level: 1 })
  expect(screen.queryByRole('button', { name: text.checkAgain })).not.toBeInTheDocument()
  expect(screen.getByRole('combobox', { name: text.columnOf('Email') })).toBeDisabled()
})
