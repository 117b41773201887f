// Comfort on the ballot: which items are still open. The count itself is CSS; sending works without either.
(function () {
  var form = document.querySelector('form.ballot'), left = form && form.querySelector('[data-left]');
  if (!left) { return; }
  function tell() {
    var open = Array.prototype.filter.call(form.querySelectorAll('[data-muc]'), function (item) {
      return !item.querySelector(':checked');
    }).map(function (item) { return item.dataset.muc; });
    left.textContent = open.length ? 'Còn mục ' + open.join(', ') : 'Đã chọn đủ';
  }
  form.addEventListener('change', tell);
  tell();
}());
