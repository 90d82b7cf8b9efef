import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { House, ListChecks, Monitor, Moon, Plus, Server, Sun, UserRound, Users } from 'lucide-react'
import { useEffect, useState } from 'react'
import { serverCapacityLabel } from '#contracts/hosting/messages.ts'
import { api } from '../../lib/api.ts'
import { setTheme } from '../../lib/theme.ts'
import { useSettled } from '../../lib/use-settled.ts'
import { CommandDialog, CommandGroup, CommandItem } from '../../ui/command-list.tsx'
import { words } from '../../words/index.ts'

const pages = [
  { to: '/', label: words.shell.home, Icon: House },
  { to: '/customers', label: words.shell.customers, Icon: Users },
  { to: '/server', label: words.shell.server, Icon: Server },
  { to: '/operations', label: words.shell.operations, Icon: ListChecks },
] as const

const themes = [
  { theme: 'light', label: words.palette.themeLight, Icon: Sun },
  { theme: 'dark', label: words.palette.themeDark, Icon: Moon },
  { theme: 'system', label: words.palette.themeSystem, Icon: Monitor },
] as const

const settleMs = 150
const customersShown = 6

interface PaletteProps {
  /** Called once it is there: what was typed before. */
  begin: () => string
  onClose: () => void
}

/** Go anywhere, find anybody, start anything, without the mouse. */
export function Palette({ begin, onClose }: PaletteProps) {
  const [typed, setTyped] = useState('')
  // Not while rendering: a render may be thrown away, and the keys with it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for what was typed before this code had arrived
  useEffect(() => setTyped((now) => begin() + now), [])
  const navigate = useNavigate()
  const router = useRouter()
  const search = useSettled(typed.trim(), settleMs)
  const servers = useQuery(api.servers.list.queryOptions())
  const customers = useQuery({
    ...api.customers.list.queryOptions({ input: { search, limit: customersShown } }),
    enabled: search.length > 0,
    placeholderData: keepPreviousData,
  })
  const wanted = typed.trim().toLocaleLowerCase()
  const matches = (...texts: (string | null)[]) =>
    texts.some((text) => text?.toLocaleLowerCase().includes(wanted))
  const then = (act: () => unknown) => () => {
    onClose()
    act()
  }
  const pagesFound = pages.filter(({ label }) => matches(label))
  const themesFound = wanted ? themes.filter(({ label }) => matches(label)) : []
  const serversFound = wanted
    ? (servers.data?.items ?? []).filter(({ name, location, baseUrl }) => matches(name, location, baseUrl))
    : []
  const customersFound = wanted ? (customers.data?.items ?? []) : []
  const searching = wanted !== '' && (search !== typed.trim() || customers.isFetching)

  return (
    <CommandDialog
      title={words.palette.title}
      placeholder={words.palette.placeholder}
      typed={typed}
      onType={setTyped}
      onClose={onClose}
      empty={searching ? words.palette.searching : words.palette.nothing}
    >
      {matches(words.palette.addCustomer) && (
        <CommandGroup heading={words.palette.actions}>
          <CommandItem
            id="add-customer"
            label={words.palette.addCustomer}
            Icon={Plus}
            keys={words.palette.addCustomerKeys}
            onSelect={then(() =>
              navigate({ to: '/customers/new', state: { returnTo: router.latestLocation.href } }),
            )}
          />
        </CommandGroup>
      )}
      {customersFound.length > 0 && (
        <CommandGroup heading={words.palette.customers}>
          {customersFound.map((customer) => (
            <CommandItem
              key={customer.id}
              id={customer.id}
              label={customer.fullName}
              detail={customer.email}
              Icon={UserRound}
              onSelect={then(() =>
                navigate({ to: '/customers/$customerId', params: { customerId: customer.id } }),
              )}
            />
          ))}
        </CommandGroup>
      )}
      {serversFound.length > 0 && (
        <CommandGroup heading={words.palette.servers}>
          {serversFound.map((server) => (
            <CommandItem
              key={server.id}
              id={server.id}
              label={serverCapacityLabel(server)}
              detail={server.location}
              Icon={Server}
              onSelect={then(() => navigate({ to: '/server/$serverId', params: { serverId: server.id } }))}
            />
          ))}
        </CommandGroup>
      )}
      {pagesFound.length > 0 && (
        <CommandGroup heading={words.palette.goTo}>
          {pagesFound.map(({ to, label, Icon }) => (
            <CommandItem key={to} id={to} label={label} Icon={Icon} onSelect={then(() => navigate({ to }))} />
          ))}
        </CommandGroup>
      )}
      {themesFound.length > 0 && (
        <CommandGroup heading={words.shell.theme}>
          {themesFound.map(({ theme, label, Icon }) => (
            <CommandItem
              key={theme}
              id={theme}
              label={label}
              Icon={Icon}
              onSelect={then(() => setTheme(theme))}
            />
          ))}
        </CommandGroup>
      )}
    </CommandDialog>
  )
}
