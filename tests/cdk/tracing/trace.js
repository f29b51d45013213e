// Required by a CDK app: writes, for each construct that the app's own code makes, from which line and column.
// The file to write is named by TRACED: path to place.
const fs = require('fs');
const Module = require('module');
const path = require('path');

const ROOT = fs.realpathSync(process.cwd());
const LINE = /at (?:(.*?) \()?([^()]+):(\d+):(\d+)\)?$/;
const made = {};
const load = Module._load;
Error.stackTraceLimit = 200;

Module._load = function (request, ...rest) {
  const loaded = load.call(this, request, ...rest);
  if (request === 'constructs' && !loaded.Node.prototype.traced) {
    trace(loaded.Node.prototype);
  }
  return loaded;
};

function trace(node) {
  const addChild = node.addChild;
  node.traced = true;
  node.addChild = function (child, id) {
    addChild.call(this, child, id);
    const place = caller(child.constructor.name, new Error().stack);
    if (place) {
      made[this.path ? `${this.path}/${id}` : id] = place;
    }
  };
}

// The line that says `new Name`: the one below the innermost constructors of that name, of which the CDK wraps some.
// What a method makes in the scope that it is given has the line that calls the method; its column is another's.
function caller(name, stack) {
  const lines = stack.split('\n').map((line) => LINE.exec(line.trim())).filter(Boolean);
  const makes = ([, called]) => called === `new ${name}`;
  const first = lines.findIndex(makes);
  const at = lines.findIndex((line, number) => first >= 0 && number > first && !makes(line));
  if (at < 0) {
    return undefined;
  }
  const byMethod = lines[at][1]?.endsWith('.createAlarm');
  const [, , file, line, column] = lines[byMethod ? at + 1 : at];
  if (file.includes('node_modules') || !file.startsWith(ROOT + path.sep)) {
    return undefined;
  }
  const place = `${path.relative(ROOT, file).split(path.sep).join('/')}:${line}`;
  return byMethod ? place : `${place}:${column}`;
}

process.on('exit', () => fs.writeFileSync(process.env.TRACED, JSON.stringify(made)));
