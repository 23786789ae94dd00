import { expect, openAsGuest, test } from '../src/test.ts';

test('Meshway’s own system, components, API and template are in the catalog', async ({
  page,
}) => {
  await openAsGuest(page, '/catalog/default/system/meshway');
  await expect(page.getByRole('heading', { name: 'Meshway' })).toBeVisible();
  for (const component of [
    'meshway-portal',
    'plugin-mesh',
    'plugin-mesh-backend',
    'plugin-mesh-common',
    'plugin-scaffolder-backend-module-mesh',
    'meshway-lab',
  ]) {
    await page.goto(`/catalog/default/component/${component}`);
    await expect(page.getByText('experimental').first()).toBeVisible();
  }
  await page.goto('/catalog/default/api/mesh/definition');
  await expect(
    page.getByText('/entities/{kind}/{namespace}/{name}/decisions').first(),
  ).toBeVisible();
  await page.goto('/catalog/default/template/mesh-service');
  await expect(
    page.getByRole('heading', { name: 'Mesh service' }),
  ).toBeVisible();
});
