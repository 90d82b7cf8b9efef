import {
  Activity,
  Banknote,
  BellRing,
  CalendarClock,
  ChartColumn,
  FileUp,
  House,
  KeyRound,
  ListChecks,
  Mail,
  Percent,
  ReceiptText,
  Repeat,
  ScrollText,
  Server,
  Tag,
  UserRound,
  Users,
  UsersRound,
  Webhook,
} from 'lucide-react'
import { useMay } from '../../shared/session/may.tsx'
import { words } from '../../words/index.ts'
import { neededFor } from '../needs.ts'

/** The staff pages, each with the key that opens it after G. */
export const places = [
  { to: '/', label: words.shell.home, Icon: House, key: 'h' },
  { to: '/customers', label: words.shell.customers, Icon: Users, key: 'c' },
  { to: '/imports', label: words.shell.imports, Icon: FileUp, key: 'i' },
  { to: '/server', label: words.shell.server, Icon: Server, key: 's' },
  { to: '/operations', label: words.shell.operations, Icon: ListChecks, key: 'o' },
  { to: '/bulk-actions', label: words.shell.bulkActions, Icon: ListChecks, key: 'b' },
  { to: '/dunning', label: words.shell.dunning, Icon: BellRing, key: 'd' },
  { to: '/subscriptions', label: words.shell.subscriptions, Icon: Repeat, key: 'u' },
  { to: '/invoices', label: words.shell.invoices, Icon: ReceiptText, key: 'v' },
  { to: '/payments', label: words.shell.payments, Icon: Banknote, key: 'y' },
  { to: '/simulation', label: words.shell.forecast, Icon: CalendarClock, key: 'f' },
  { to: '/reports', label: words.shell.reports, Icon: ChartColumn, key: 'r' },
  { to: '/products', label: words.shell.products, Icon: Tag, key: 'p' },
  { to: '/team', label: words.shell.team, Icon: UsersRound, key: 't' },
  { to: '/settings/api-tokens', label: words.shell.apiTokens, Icon: KeyRound, key: 'k' },
  { to: '/settings/webhooks', label: words.shell.webhooks, Icon: Webhook, key: 'w' },
  { to: '/settings/billing', label: words.shell.billingSettings, Icon: Percent, key: 'e' },
  { to: '/settings/status', label: words.shell.status, Icon: Activity, key: 'x' },
  { to: '/audit', label: words.shell.audit, Icon: ScrollText, key: 'l' },
  { to: '/mail', label: words.shell.mail, Icon: Mail, key: 'm' },
  { to: '/account', label: words.shell.yourAccount, Icon: UserRound, key: 'a' },
] as const

/** The pages that the role of the signed-in user includes. */
export function usePlaces() {
  const may = useMay()
  return places.filter(({ to }) => {
    const needed = neededFor(to)
    return needed === null || may(needed)
  })
}

/** "G then C" */
export const keysOf = ({ key }: { key: string }): string =>
  words.keys.sequence(words.keys.g, key.toUpperCase())
