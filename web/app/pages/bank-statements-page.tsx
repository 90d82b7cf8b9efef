import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { StatementList } from '../../features/bank-statements/statement-list.tsx'
import { StatementView } from '../../features/bank-statements/statement-view.tsx'
import { UploadStatement } from '../../features/bank-statements/upload-statement.tsx'
import { useStatement, useStatementLines } from '../../features/bank-statements/use-statement.ts'
import { isNotFound } from '../../lib/problem.ts'
import { BillingNav } from '../../shared/billing/billing-nav.tsx'
import { May } from '../../shared/session/may.tsx'
import { BackContent, backClass } from '../../ui/back-link.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { NotFound } from '../../ui/not-found.tsx'
import { PageHeader, Panel } from '../../ui/page.tsx'
import { LoadError, SkeletonRows } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'

const text = words.bankStatements

/** All bank statements, and the upload of a new one. */
export function BankStatementsPage() {
  const navigate = useNavigate()
  return (
    <>
      <BillingNav />
      <Link to="/payments" className={backClass}>
        <BackContent>{words.payments.title}</BackContent>
      </Link>
      <PageHeader title={text.title} />
      <May permission="billing.write">
        <p className="mb-4 max-w-prose text-muted">{text.intro}</p>
        <UploadStatement
          onUploaded={(statementId) =>
            void navigate({ to: '/payments/statements/$statementId', params: { statementId } })
          }
        />
      </May>
      <StatementList />
    </>
  )
}

/** One bank statement. */
export function BankStatementPage() {
  const { statementId } = useParams({ from: '/staff/payments/statements/$statementId' })
  const statement = useStatement(statementId)
  const lines = useStatementLines(statementId)
  if (isNotFound(statement.error))
    return (
      <NotFound title={text.noSuch} help={text.noSuchHelp}>
        <Link to="/payments/statements" className={buttonClass('primary')}>
          {text.all}
        </Link>
      </NotFound>
    )
  const failed = [statement, lines].find(({ data, isError }) => isError && !data)
  return (
    <>
      <Link to="/payments/statements" className={backClass}>
        <BackContent>{text.title}</BackContent>
      </Link>
      {statement.data && lines.data ? (
        <StatementView statement={statement.data} lines={lines.data.items} />
      ) : (
        <Panel>
          {failed ? (
            <LoadError error={failed.error} onRetry={() => void failed.refetch()} />
          ) : (
            <SkeletonRows rows={6} />
          )}
        </Panel>
      )}
    </>
  )
}
