import type { ReactNode } from 'react'
import type { Customer } from '#contracts/customers/schemas.ts'
import { CopyValue } from '../../ui/copy-value.tsx'
import { Facts, Panel, PanelTitle } from '../../ui/page.tsx'
import { Time } from '../../ui/time.tsx'
import { words } from '../../words/index.ts'

const text = words.customerDetails

interface CustomerOverviewProps {
  customer: Customer
  /** Shown beside the details. Another feature renders it. */
  aside: ReactNode
}

export function CustomerOverview({ customer, aside }: CustomerOverviewProps) {
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <Panel>
        <PanelTitle>{text.details}</PanelTitle>
        <Facts
          items={[
            [text.email, <CopyValue key="email" label={text.email} value={customer.email} />],
            [text.fullName, customer.fullName],
            [
              text.companyName,
              customer.companyName ?? (
                <span key="none" className="text-muted">
                  {text.notGiven}
                </span>
              ),
            ],
            [
              text.mailLanguage,
              customer.language === null ? text.defaultLanguage : words.mail.languages[customer.language],
            ],
            [text.login, customer.isActive ? text.canSignIn : text.cannotSignIn],
            [text.created, <Time key="created" iso={customer.createdAt} as="moment" />],
            [text.changed, <Time key="changed" iso={customer.updatedAt} as="moment" />],
            [
              text.customerId,
              <CopyValue key="id" label={text.customerId} value={customer.id}>
                <code className="font-mono text-sm text-muted">{customer.id}</code>
              </CopyValue>,
            ],
          ]}
        />
      </Panel>
      {aside}
    </div>
  )
}
