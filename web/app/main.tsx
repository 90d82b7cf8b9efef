import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from '../lib/query-client.ts'
import { Toaster } from '../ui/toaster.tsx'
import { makeRouter } from './router.tsx'
import '../ui/theme.css'

const root = document.getElementById('root')
// After an update the old page asks for files that are gone: the new page has the new names.
window.addEventListener('vite:preloadError', () => window.location.reload())

if (!root) throw new Error('index.html has no #root')

/** In development `/ui` shows every component; a build has no trace of it. */
async function firstPage() {
  if (import.meta.env.DEV && window.location.pathname === '/ui') {
    const { GalleryPage } = await import('./gallery/gallery-page.tsx')
    return <GalleryPage />
  }
  return (
    <>
      <RouterProvider router={makeRouter()} />
      <Toaster />
    </>
  )
}

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>{await firstPage()}</QueryClientProvider>
  </StrictMode>,
)
