import { Link, useNavigate, useRouteContext } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { MailList } from '../../features/mail/mail-list.tsx'
import { MailSetup, useMailSetup } from '../../features/mail/mail-setup.tsx'
import { MailTemplates } from '../../features/mail/mail-templates.tsx'
import { PageHeader } from '../../ui/page.tsx'
import { RouteTabs } from '../../ui/tabs.tsx'
import { words } from '../../words/index.ts'

const text = words.mail
const tabs = [
  { value: 'settings', to: '/mail', label: text.tabs.settings },
  { value: 'templates', to: '/mail/templates', label: text.tabs.templates },
] as const

function MailTabs({ value, children }: { value: (typeof tabs)[number]['value']; children: ReactNode }) {
  const navigate = useNavigate()
  return (
    <>
      <PageHeader title={text.title} section={tabs.find((tab) => tab.value === value)?.label} />
      <RouteTabs
        label={text.tabs.label}
        value={value}
        onChange={(next) => void navigate({ to: tabs.find((tab) => tab.value === next)?.to ?? '/mail' })}
        tabs={tabs.map((tab) => ({
          value: tab.value,
          link: (
            <Link to={tab.to} activeOptions={{ exact: true }}>
              {tab.label}
            </Link>
          ),
        }))}
      >
        {children}
      </RouteTabs>
    </>
  )
}

/** The mail server and the outbox. */
export function MailPage() {
  const { viewer } = useRouteContext({ from: '/staff' })
  const setup = useMailSetup()
  return (
    <MailTabs value="settings">
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-2">
        <div className="space-y-4">
          <MailSetup setup={setup} email={viewer.email} />
        </div>
        {/* Below the settings on a phone: they would move it when they load. */}
        {!setup.isPending && (
          <div>
            <MailList />
          </div>
        )}
      </div>
    </MailTabs>
  )
}

export function MailTemplatesPage() {
  return (
    <MailTabs value="templates">
      <MailTemplates />
    </MailTabs>
  )
}
