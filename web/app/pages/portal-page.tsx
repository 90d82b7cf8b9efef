import { useRouteContext } from '@tanstack/react-router'
import { PortalBilling, usePortalBilling } from '../../features/portal/portal-billing.tsx'
import { PortalDetails, usePortalDetails } from '../../features/portal/portal-details.tsx'
import { PortalHosting, usePortalAccounts } from '../../features/portal/portal-hosting.tsx'
import { ChangeEmailForm } from '../../features/session/change-email-form.tsx'
import { ChangePasswordForm } from '../../features/session/change-password-form.tsx'
import { PasskeysPanel } from '../../features/session/passkeys/passkeys-panel.tsx'
import { TwoFactorPanel } from '../../features/session/two-factor/two-factor-panel.tsx'
import { PageHeader, Panel, PanelTitle } from '../../ui/page.tsx'
import { SkeletonRows } from '../../ui/states.tsx'
import { Sentence } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.portal

export function PortalPage() {
  const { viewer } = useRouteContext({ from: '/customer-area' })
  const accounts = usePortalAccounts()
  const details = usePortalDetails()
  const billing = usePortalBilling()
  // The parts appear together, because one that came later would move those below it.
  const isPending = [accounts, details, ...Object.values(billing)].some((query) => query.isPending)
  if (isPending)
    return (
      <>
        <PageHeader title={viewer.name} />
        <Panel>
          <SkeletonRows rows={4} />
        </Panel>
      </>
    )
  return (
    <>
      <PageHeader title={viewer.name} />
      <div className="space-y-6">
        <section aria-labelledby="my-hosting">
          <h2 id="my-hosting" className="mb-2 text-lg font-semibold">
            {text.myHosting}
          </h2>
          <PortalHosting accounts={accounts} />
        </section>
        <section aria-labelledby="my-invoices">
          <h2 id="my-invoices" className="mb-2 text-lg font-semibold">
            {text.billing.title}
          </h2>
          <PortalBilling
            billing={billing}
            hasRunningHosting={accounts.data?.items.some(({ status }) => status === 'active') ?? false}
          />
        </section>
        <PortalDetails details={details} />
        <Panel>
          <PanelTitle>{text.password}</PanelTitle>
          <div className="px-4 py-4">
            <p className="mb-4 text-muted">
              <Sentence text={text.passwordHelp} values={[viewer.email]} />
            </p>
            <ChangePasswordForm email={viewer.email} />
          </div>
        </Panel>
        <Panel>
          <PanelTitle>{text.emailChange}</PanelTitle>
          <div className="px-4 py-4">
            <ChangeEmailForm />
          </div>
        </Panel>
        <Panel>
          <PanelTitle>{words.twoFactor.title}</PanelTitle>
          <TwoFactorPanel />
        </Panel>
        <Panel>
          <PanelTitle>{words.passkeys.title}</PanelTitle>
          <PasskeysPanel />
        </Panel>
      </div>
    </>
  )
}
