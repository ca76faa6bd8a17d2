import { startServer } from '/tmp/wt/people/test/acceptance/server-process.ts';
import { signIn } from '/tmp/wt/people/test/acceptance/person.ts';
import { openBrowser, signInAs, takeSeat, accessibilityFindings } from '/tmp/wt/people/test/web/browser.ts';
const server = await startServer();
const browser = await openBrowser();
const admin = await signIn(server, '101');
const { body } = await admin.call<any>('/restapi/v1.0/account/~/extension');
const id = (n: string) => body.records.find((r: any) => r.extensionNumber === n).id;
await admin.call(`/restapi/v1.0/account/~/extension/${id('106')}`, { method: 'PUT', body: { status: 'Frozen' } });
const seat = await takeSeat(browser);
await signInAs(seat, server, 'Maya Okafor');
const { page } = seat;
const bad = 'extensionNumber,firstName,type,status,departments\n180,Bo,,,201\nx1,Cy,,,\n102,,Department,,\n103,,,,201 999\n104,,,Asleep,\n';
const good = 'extensionNumber,firstName,lastName,type,departments\n300,Night Shift,,Department,\n171,Ada,Novak,,300 201\n106,,,,300\n';
const only = process.argv[2]?.split(',');
const lang = process.argv[3] ?? 'en';
for (const colorScheme of ['light', 'dark'] as const) for (const width of [360, 1280]) {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
  if (lang !== 'en') await page.evaluate(`localStorage.setItem('beckon.language','${lang}')`);
  const go = async (path: string) => { await page.goto(`${server.url}/app${path}`); await page.getByRole('main').waitFor(); await page.waitForLoadState('networkidle'); };
  const file = async (text: string) => { await go('/company/people/import'); await page.locator('input[type=file]').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(text) }); await page.locator('.import-row').first().waitFor(); };
  const screens: [string, () => Promise<void>, boolean?][] = [
    ['people', () => go('/company/people')],
    ['new', () => go('/company/people/new'), true],
    ['person', () => go(`/company/people/${id('103')}`), true],
    ['disable', async () => { await go(`/company/people/${id('103')}`); await page.locator('input[name=status]').nth(1).check(); await page.locator('.card', { has: page.locator('input[name=status]') }).locator('.button-primary').click(); }],
    ['delete', async () => { await go(`/company/people/${id('103')}`); await page.locator('.button-danger').last().click(); }],
    ['departments', () => go('/company/departments')],
    ['department', () => go(`/company/departments/${id('201')}`), true],
    ['remove', async () => { await go(`/company/departments/${id('201')}`); await page.locator('.marking input').check(); await page.locator('.marking .button').click(); }],
    ['newdep', () => go('/company/departments/new'), true],
    ['import', () => go('/company/people/import'), true],
    ['import-bad', () => file(bad), true],
    ['import-good', () => file(good), true],
  ];
  for (const [name, act, full] of screens) {
    if (only && only[0] !== 'all' && !only.includes(name)) continue;
    await act();
    if (full) await page.evaluate(`(() => { document.querySelector('#app').style.height='auto'; document.querySelector('.frame').style.height='auto'; document.querySelector('.company').style.overflow='visible'; })()`);
    await page.screenshot({ path: `/tmp/shot-${name}-${colorScheme}-${width}.png`, fullPage: !!full });
    const found = await accessibilityFindings(page);
    if (found.length) console.log(name, colorScheme, width, found.slice(0, 4).join('\n   '));
    const wide = await page.evaluate(`document.documentElement.scrollWidth > innerWidth + 1 || [...document.querySelectorAll('.company')].some(e => e.scrollWidth > e.clientWidth + 1)`);
    if (wide) console.log(name, colorScheme, width, 'scrolls sideways');
  }
}
console.log(seat.problems);
await browser.close(); await server.close();
