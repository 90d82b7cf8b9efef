/** The contract, of which a client needs methods and paths alone: the build leaves the schemas out (web/vite.config.ts). */
export { api as apiRoutes } from '#contracts/api.ts'
