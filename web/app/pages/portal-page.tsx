import { useRouteContext } from '@tanstack/react-router'
import { PortalHosting } from '../../features/portal/portal-hosting.tsx'
import { ChangePasswordForm } from '../../features/session/change-password-form.tsx'
import { PageHeader, Panel, PanelTitle } from '../../ui/page.tsx'

export function PortalPage() {
  const { viewer } = useRouteContext({ from: '/customer-area' })
  return (
    <>
      <PageHeader title={viewer.name} />
      <div className="space-y-6">
        <section aria-labelledby="my-hosting">
          <h2 id="my-hosting" className="mb-2 text-lg font-semibold">
            My hosting
          </h2>
          <PortalHosting />
        </section>
        <Panel>
          <PanelTitle>Change my password</PanelTitle>
          <div className="px-4 py-4">
            <p className="mb-4 text-muted">
              For signing in here as {viewer.email}. Your hosting password is changed in NextPanel.
            </p>
            <ChangePasswordForm email={viewer.email} />
          </div>
        </Panel>
      </div>
    </>
  )
}
