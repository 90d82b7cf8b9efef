import { useNavigate, useRouter } from '@tanstack/react-router'
import { History, ListChecks, Monitor, Moon, Plus, Server, Sun, UserRound, Zap } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { serverCapacityLabel } from '#contracts/hosting/messages.ts'
import { operationName } from '../../features/operations/operation-name.ts'
import { recentPages } from '../../lib/recent.ts'
import { setTheme } from '../../lib/theme.ts'
import { useMay } from '../../shared/session/may.tsx'
import { CommandDialog, CommandGroup, CommandItem } from '../../ui/command-list.tsx'
import { words } from '../../words/index.ts'
import { keysOf, usePlaces } from '../keys/places.ts'
import { actionsOfPage } from './page-actions.ts'
import { useFound } from './use-found.ts'

const text = words.palette
const themes = [
  { theme: 'light', label: text.themeLight, Icon: Sun },
  { theme: 'dark', label: text.themeDark, Icon: Moon },
  { theme: 'system', label: text.themeSystem, Icon: Monitor },
] as const

interface PaletteProps {
  /** Called when the palette is mounted. Returns the text typed before that. */
  begin: () => string
  onClose: () => void
}

/** Opens pages, finds customers and accounts, and runs commands by keyboard. */
export function Palette({ begin, onClose }: PaletteProps) {
  const [typed, setTyped] = useState('')
  // Not during the render: a discarded render would lose the typed keys.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for what was typed before this code had arrived
  useEffect(() => setTyped((now) => begin() + now), [])
  const [pageActions] = useState(actionsOfPage)
  const navigate = useNavigate()
  const router = useRouter()
  const found = useFound(typed)
  const places = usePlaces()
  const may = useMay()
  const { matches } = found
  const isEmpty = typed.trim() === ''
  const then = (act: () => unknown) => () => {
    onClose()
    act()
  }
  const addCustomer = () =>
    navigate({ to: '/customers/new', state: { returnTo: router.latestLocation.href } })
  const here = router.latestLocation.pathname
  const recent = isEmpty ? recentPages().filter(({ href }) => !here.startsWith(href)) : []

  return (
    <CommandDialog
      title={text.title}
      placeholder={text.placeholder}
      typed={typed}
      onType={setTyped}
      onClose={onClose}
      empty={found.searching ? text.searching : text.nothing}
    >
      <Group heading={text.recent}>
        {recent.map(({ href, label }) => (
          <CommandItem
            key={href}
            id={`recent ${href}`}
            label={label}
            Icon={History}
            onSelect={then(() => navigate({ href }))}
          />
        ))}
      </Group>
      <Group heading={text.onThisPage}>
        {pageActions
          .filter(({ label }) => label !== text.addCustomer && matches(label))
          .map(({ label, run }) => (
            <CommandItem key={label} id={`page ${label}`} label={label} Icon={Zap} onSelect={then(run)} />
          ))}
      </Group>
      <Group heading={text.actions}>
        {may('customers.write') && matches(text.addCustomer) && (
          <CommandItem
            id="add-customer"
            label={text.addCustomer}
            Icon={Plus}
            keys={text.addCustomerKeys}
            onSelect={then(addCustomer)}
          />
        )}
      </Group>
      <Group heading={text.customers}>
        {found.customers.map(({ id, fullName, email }) => (
          <CommandItem
            key={id}
            id={`customer ${id}`}
            label={fullName}
            detail={email}
            Icon={UserRound}
            onSelect={then(() => navigate({ to: '/customers/$customerId', params: { customerId: id } }))}
          />
        ))}
      </Group>
      <Group heading={text.accounts}>
        {found.accounts.map((account) => (
          <CommandItem
            key={account.id}
            id={`account ${account.id}`}
            label={account.username}
            detail={text.accountDetail(account.panelUserId, account.customerName, account.serverName)}
            Icon={UserRound}
            onSelect={then(() =>
              navigate({
                to: '/customers/$customerId/hosting',
                params: { customerId: account.customerId },
              }),
            )}
          />
        ))}
      </Group>
      <Group heading={words.shell.operations}>
        {found.accounts.map(
          ({ operation, customerName }) =>
            operation && (
              <CommandItem
                key={operation.id}
                id={`operation ${operation.id}`}
                label={operationName(operation)}
                detail={customerName}
                Icon={ListChecks}
                onSelect={then(() =>
                  navigate({ to: '/operations/$operationId', params: { operationId: operation.id } }),
                )}
              />
            ),
        )}
      </Group>
      <Group heading={text.servers}>
        {found.servers.map((server) => (
          <CommandItem
            key={server.id}
            id={`server ${server.id}`}
            label={serverCapacityLabel(server)}
            detail={server.location}
            Icon={Server}
            onSelect={then(() => navigate({ to: '/server/$serverId', params: { serverId: server.id } }))}
          />
        ))}
      </Group>
      <Group heading={text.goTo}>
        {places
          .filter(({ label }) => matches(label))
          .map((place) => (
            <CommandItem
              key={place.to}
              id={`place ${place.to}`}
              label={place.label}
              Icon={place.Icon}
              keys={keysOf(place)}
              onSelect={then(() => navigate({ to: place.to }))}
            />
          ))}
      </Group>
      <Group heading={words.shell.theme}>
        {themes
          .filter(({ label }) => !isEmpty && matches(label))
          .map(({ theme, label, Icon }) => (
            <CommandItem
              key={theme}
              id={`theme ${theme}`}
              label={label}
              Icon={Icon}
              onSelect={then(() => setTheme(theme))}
            />
          ))}
      </Group>
    </CommandDialog>
  )
}

/** A heading over items. Renders nothing without items. */
function Group({ heading, children }: { heading: string; children: ReactNode }) {
  const items = [children].flat().filter(Boolean)
  return items.length > 0 && <CommandGroup heading={heading}>{items}</CommandGroup>
}
