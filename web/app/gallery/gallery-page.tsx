import { PageHeader } from '../../ui/page.tsx'
import { Toaster } from '../../ui/toaster.tsx'
import { ThemeMenu } from '../shell/theme-menu.tsx'
import { Controls } from './controls.tsx'
import { Overlays } from './overlays.tsx'
import { Reports } from './reports.tsx'
import { Tokens } from './tokens.tsx'

/** Every component of web/ui in every state: `/ui` on the development server (`npx vite web`), never in a build. */
export function GalleryPage() {
  return (
    <main className="mx-auto max-w-5xl px-4 py-6">
      <PageHeader title="Components">
        <ThemeMenu />
      </PageHeader>
      <div className="gap-4 *:mb-4 *:break-inside-avoid md:columns-2">
        <Tokens />
        <Controls />
        <Reports />
        <Overlays />
      </div>
      <Toaster />
    </main>
  )
}
