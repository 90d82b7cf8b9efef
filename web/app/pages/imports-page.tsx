import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { ImportList } from '../../features/imports/import-list.tsx'
import { ImportView } from '../../features/imports/import-view.tsx'
import { UploadFile } from '../../features/imports/upload-file.tsx'
import { useImport } from '../../features/imports/use-import.ts'
import { isNotFound } from '../../lib/problem.ts'
import { May } from '../../shared/session/may.tsx'
import { BackContent, backClass } from '../../ui/back-link.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { NotFound } from '../../ui/not-found.tsx'
import { PageHeader } from '../../ui/page.tsx'
import { LoadError, SkeletonRows } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'

const text = words.imports

/** All imports, and the upload of a new one. */
export function ImportsPage() {
  const navigate = useNavigate()
  return (
    <>
      <PageHeader title={text.title} />
      <p className="mb-4 max-w-prose text-muted">{text.intro}</p>
      <May permission="imports.write">
        <UploadFile
          onUploaded={(importId) => void navigate({ to: '/imports/$importId', params: { importId } })}
        />
      </May>
      <ImportList />
    </>
  )
}

/** One import. */
export function ImportPage() {
  const { importId } = useParams({ from: '/staff/imports/$importId' })
  const query = useImport(importId)
  if (query.isError && !query.data && isNotFound(query.error))
    return (
      <NotFound title={text.noSuch} help={text.noSuchHelp}>
        <Link to="/imports" className={buttonClass('primary')}>
          {text.toAll}
        </Link>
      </NotFound>
    )
  return (
    <>
      <Link to="/imports" className={backClass}>
        <BackContent>{text.title}</BackContent>
      </Link>
      {query.isError && !query.data && <LoadError error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows rows={6} />}
      {query.data && <ImportView shown={query.data} />}
    </>
  )
}
