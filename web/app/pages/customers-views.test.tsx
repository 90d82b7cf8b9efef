import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { never, Refused, refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { customer, hostingSummary, ids, savedView, server } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const text = words.views
const ada = customer({
  companyName: 'Engines',
  hosting: hostingSummary({ total: 1, active: 1, usernames: ['ada'], serverName: 'Production Server' }),
})
const customers = { list: () => ({ items: [ada], nextCursor: null }) }
const views = (items = [savedView()]) => ({ list: () => ({ items }) })
const columnHeads = () =>
  screen.getAllByRole('columnheader').flatMap(({ textContent }) => (textContent ? [textContent] : []))

afterEach(() => localStorage.clear())

async function openViews(user: ReturnType<typeof openPage>) {
  await user.click(await screen.findByRole('button', { name: words.common.views }))
  return screen.findByRole('dialog', { name: text.title })
}

test('saves the search, filters, order and columns of the list as a view', async () => {
  const sent: unknown[] = []
  const user = openPage('/customers?status=inactive&search=ada', {
    customers,
    savedViews: {
      ...views([]),
      create: (body) => {
        sent.push(body)
        return savedView(body)
      },
    },
  })
  const dialog = await openViews(user)
  expect(await within(dialog).findByText(text.none)).toBeVisible()
  const name = within(dialog).getByLabelText('Name')
  expect(name).toHaveAccessibleDescription('Shows: \u201cada\u201d, Inactive only, Newest first')
  await user.click(within(dialog).getByRole('button', { name: text.save }))
  expect(await within(dialog).findByText('Name is required.')).toBeVisible()
  await user.type(name, 'Inactive Adas{Enter}')
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
  expect(sent).toEqual([
    {
      page: 'customers',
      name: 'Inactive Adas',
      query: 'search=ada&status=inactive&columns=email%2Chosting%2Cstatus%2Ccreated',
    },
  ])
})

test('opens a view, which is a link with its query', async () => {
  const user = openPage('/customers', { customers, savedViews: views() })
  const dialog = await openViews(user)
  const link = await within(dialog).findByRole('link', { name: /Without hosting/ })
  expect(link).toHaveAttribute('href', '/customers?hosting=none&sort=fullName&columns=email%2Cstatus')
  await waitFor(() => expect(link).toHaveFocus())
  await user.keyboard('{Enter}')
  await waitFor(() => expect(window.location.search).toContain('hosting=none'))
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
  expect(columnHeads()).toEqual(['Customer', 'Email', 'Status', 'Details'])
  // It is marked as the view that is shown.
  await openViews(user)
  const again = await screen.findByRole('link', { name: /Without hosting/ })
  expect(within(again).getByLabelText(text.current)).toBeVisible()
})

test('leaves the focus in the field that the user clicked while the views were loading', async () => {
  const loading = Promise.withResolvers<void>()
  const user = openPage('/customers', {
    customers,
    savedViews: {
      ...views(),
      list: async () => {
        await loading.promise
        return { items: [savedView()] }
      },
    },
  })
  const dialog = await openViews(user)
  const name = within(dialog).getByLabelText('Name')
  await user.click(name)
  loading.resolve()
  await within(dialog).findByRole('link', { name: /Without hosting/ })
  await new Promise((done) => requestAnimationFrame(done))
  expect(name).toHaveFocus()
})

test('keeps the dialog open with the reason if the name is taken or the limit is reached', async () => {
  const taken = 'You already have a view with the name Mine on this page.'
  const full = 'You already have 50 saved views. Nothing was saved.'
  let tries = 0
  const user = openPage('/customers', {
    customers,
    savedViews: {
      ...views(),
      create: () => {
        tries += 1
        if (tries > 1) throw new Refused(full, { status: 409, code: 'wrong-state' })
        throw new Refused(taken, {
          status: 409,
          code: 'name-taken',
          errors: [{ path: 'name', code: 'name-taken', message: taken }],
        })
      },
    },
  })
  const dialog = await openViews(user)
  const name = within(dialog).getByLabelText('Name')
  await user.type(name, 'Mine{Enter}')
  await waitFor(() => expect(name).toHaveAccessibleDescription(expect.stringContaining(taken)))
  await user.type(name, '{Enter}')
  expect(await within(dialog).findByText(full)).toBeVisible()
})

test('renames, replaces and deletes a view', async () => {
  let items = [savedView()]
  const changes: unknown[] = []
  const user = openPage('/customers?status=active', {
    customers,
    savedViews: {
      list: () => ({ items }),
      change: ({ id, ...change }) => {
        changes.push({ id, ...change })
        const [view = savedView()] = items
        items = [{ ...view, name: change.name ?? view.name, query: change.query ?? view.query }]
        return view
      },
      remove: () => {
        items = []
        return {}
      },
    },
  })
  const dialog = await openViews(user)
  await user.click(await within(dialog).findByRole('button', { name: text.rename('Without hosting') }))
  const field = within(dialog).getByLabelText(text.newName('Without hosting'))
  expect(field).toHaveFocus()
  await user.keyboard('No hosting{Enter}')
  const link = await within(dialog).findByRole('link', { name: /^No hosting/ })
  await user.click(within(dialog).getByRole('button', { name: text.replace('No hosting') }))
  await waitFor(() => expect(changes).toHaveLength(2))
  expect(changes).toEqual([
    { id: ids.alert, name: 'No hosting' },
    { id: ids.alert, query: 'status=active&columns=email%2Chosting%2Cstatus%2Ccreated' },
  ])
  await waitFor(() => expect(within(link).getByLabelText(text.current)).toBeVisible())

  await user.click(within(dialog).getByRole('button', { name: text.remove('No hosting') }))
  expect(within(dialog).getByText(/^Delete the view/)).toHaveTextContent('Delete the view No hosting?')
  expect(within(dialog).getByRole('button', { name: text.keep })).toHaveFocus()
  await user.keyboard('{Enter}')
  expect(await within(dialog).findByRole('link', { name: /No hosting/ })).toHaveFocus()
  await user.click(within(dialog).getByRole('button', { name: text.remove('No hosting') }))
  await user.click(within(dialog).getByRole('button', { name: text.removeIt }))
  expect(await within(dialog).findByText(text.none)).toBeVisible()
})

test('shows that views are loading, or could not be loaded', async () => {
  const user = openPage('/customers', { customers, savedViews: { list: never } })
  expect(await within(await openViews(user)).findByText('Loading...')).toBeInTheDocument()
})

test('shows why views could not be loaded, with a retry button', async () => {
  const user = openPage('/customers', {
    customers,
    savedViews: { list: refuses('Views are not available.') },
  })
  const dialog = await openViews(user)
  expect(await within(dialog).findByText('Views are not available.')).toBeVisible()
  expect(within(dialog).getByRole('button', { name: 'Retry' })).toBeVisible()
})

test('shows the chosen columns in the chosen order, and remembers them', async () => {
  const user = openPage('/customers', { customers })
  await screen.findByRole('row', { name: /Ada Lovelace/ })
  expect(columnHeads()).toEqual(['Customer', 'Email', 'Hosting', 'Status', 'Created', 'Details'])
  await user.click(screen.getByRole('button', { name: words.common.columns }))
  const dialog = await screen.findByRole('dialog', { name: text.columnsTitle })
  await user.click(within(dialog).getByRole('checkbox', { name: 'Username' }))
  await user.click(within(dialog).getByRole('checkbox', { name: 'Created' }))
  // By keyboard: the button keeps the focus while its row moves.
  within(dialog)
    .getByRole('button', { name: text.up('Username') })
    .focus()
  for (let step = 0; step < 5; step += 1) await user.keyboard('{Enter}')
  expect(within(dialog).getByRole('button', { name: text.down('Username') })).toHaveFocus()
  expect(within(dialog).getByRole('status')).toHaveTextContent('Username: 1 of 7')
  await user.click(within(dialog).getByRole('button', { name: text.done }))
  const heads = ['Customer', 'Username', 'Email', 'Hosting', 'Status', 'Details']
  await waitFor(() => expect(columnHeads()).toEqual(heads))
  expect(new URLSearchParams(window.location.search).get('columns')).toBe('username,email,hosting,status')
  const row = screen.getByRole('row', { name: /Ada Lovelace/ })
  expect(within(row).getAllByRole('cell')[2]).toHaveTextContent('ada')
})

test('shows the remembered columns at a URL without columns, and ignores unknown ones', async () => {
  localStorage.setItem('customer-columns', 'company,passwords,server')
  openPage('/customers', { customers })
  const row = await screen.findByRole('row', { name: /Ada Lovelace/ })
  expect(columnHeads()).toEqual(['Customer', 'Company', 'Server', 'Details'])
  const cells = within(row).getAllByRole('cell').slice(2, 4)
  expect(cells.map(({ textContent }) => textContent)).toEqual(['Engines', 'Production Server'])
})

test('shows the columns of the URL rather than the remembered ones', async () => {
  localStorage.setItem('customer-columns', 'company')
  const user = openPage('/customers?columns=created', { customers })
  await screen.findByRole('row', { name: /Ada Lovelace/ })
  expect(columnHeads()).toEqual(['Customer', 'Created', 'Details'])
  await user.click(screen.getByRole('button', { name: words.common.columns }))
  await user.click(await screen.findByRole('button', { name: text.usual }))
  await user.click(screen.getByRole('button', { name: text.done }))
  await waitFor(() =>
    expect(columnHeads()).toEqual(['Customer', 'Email', 'Hosting', 'Status', 'Created', 'Details']),
  )
  expect(localStorage.getItem('customer-columns')).toBeNull()
})

test('offers views on the Operations page too', async () => {
  const sent: unknown[] = []
  const user = openPage('/operations?tab=done&status=failed', {
    servers: { list: () => ({ items: [server()] }) },
    savedViews: {
      ...views([savedView({ page: 'operations', name: 'Waiting', query: 'tab=waiting' })]),
      create: (body) => {
        sent.push(body)
        return savedView(body)
      },
    },
  })
  const dialog = await openViews(user)
  const link = await within(dialog).findByRole('link', { name: /Waiting/ })
  expect(link).toHaveAttribute('href', '/operations?tab=waiting')
  await waitFor(() => expect(link).toHaveFocus())
  await user.type(within(dialog).getByLabelText('Name'), 'Failures{Enter}')
  await expect
    .poll(() => sent)
    .toEqual([{ page: 'operations', name: 'Failures', query: 'tab=done&status=failed' }])
})
