import { useNavigate } from '@tanstack/react-router'
import { ImportList } from '../../features/imports/import-list.tsx'
import { UploadFile } from '../../features/imports/upload-file.tsx'
import { May } from '../../shared/session/may.tsx'
import { PageHeader } from '../../ui/page.tsx'
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
