// Quick entry on a sheet: a digit chooses the class of the row and goes on to the next one.
// Without this script the form works all the same, with Tab and the arrow keys.
addEventListener('keydown', function (e) {
  var here = document.activeElement;
  if (!here || here.type !== 'radio' || !here.closest('table.classes') || e.altKey || e.ctrlKey || e.metaKey) return;
  var row = here.closest('tr');
  if (row.classList.contains('ghead')) return;
  var rows = Array.prototype.slice.call(document.querySelectorAll('table.classes tr')).filter(function (r) {
    return !r.classList.contains('ghead') && r.querySelector('input[type=radio]');
  });
  function go(step) {
    var next = rows[rows.indexOf(row) + step];
    if (!next) return;
    (next.querySelector('input[type=radio]:checked') || next.querySelector('input[type=radio]')).focus();
  }
  if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
    e.preventDefault();
    go(e.key === 'ArrowDown' ? 1 : -1);
  } else if (/^[1-9]$/.test(e.key)) {
    var choice = row.querySelectorAll('input[type=radio]')[e.key - 1];
    if (!choice) return;
    e.preventDefault();
    choice.checked = true;
    choice.dispatchEvent(new Event('change', { bubbles: true }));
    go(1);
  }
});
