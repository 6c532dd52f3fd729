// Joins the three members once and makes the user of the site, who reads and writes its database alone. Asked again, it
// changes nothing. mongosh --nodb /mongo-init.js, with the secrets of compose.yaml.
const { readFileSync } = require('node:fs');
const secret = (name) => readFileSync(`/run/secrets/${name}`, 'utf8').trim();

const root = connect(`mongodb://root:${secret('mongo-root-password')}@mongo1:27017/admin?directConnection=true`);
const hello = () => root.adminCommand({ hello: 1 });

if (!hello().setName) {
  const members = [1, 2, 3].map((n) => ({ _id: n, host: `mongo${n}:27017` }));
  root.adminCommand({ replSetInitiate: { _id: 'rs0', members } });
}
while (!hello().primary) sleep(500);

// The primary may be another member than the first.
const set = 'mongo1:27017,mongo2:27017,mongo3:27017';
const city = connect(
  `mongodb://root:${secret('mongo-root-password')}@${set}/city?replicaSet=rs0&authSource=admin`,
);
if (!city.getUser('site'))
  city.createUser({
    user: 'site',
    pwd: secret('mongo-site-password'),
    roles: [{ role: 'readWrite', db: 'city' }],
  });
